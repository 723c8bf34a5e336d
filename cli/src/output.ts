import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { Failure } from './failure.js';

export type Tone = 'good' | 'warning' | 'bad' | 'quiet' | 'strong';

/** A cell, or a cell with a tone that only a terminal shows. */
export type Cell = string | { readonly text: string; readonly tone: Tone };

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What is said instead of an empty table. */
  readonly empty: string;
}

/** The part of a stream that is written to. */
export interface Sink {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface OutputOptions {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly json: boolean;
  /** False: no colour even on a terminal. */
  readonly colour: boolean;
}

const codes: Record<Tone, readonly [number, number]> = {
  good: [32, 39],
  warning: [33, 39],
  bad: [31, 39],
  quiet: [2, 22],
  strong: [1, 22],
};

/**
 * Results go to stdout, as a table for people or JSON for programs; everything else goes to stderr, so that
 * `$(latchkey …)` catches the result alone.
 */
export class Output {
  readonly json: boolean;

  constructor(private readonly options: OutputOptions) {
    this.json = options.json;
  }

  /** The result: `value` as it is for programs, `people` for people. */
  result(value: unknown, people: () => void): void {
    if (this.json) this.toStdout(JSON.stringify(value, null, 2));
    else people();
  }

  table({ columns, rows, empty }: Table): void {
    if (rows.length === 0) {
      this.note(empty);
      return;
    }
    const heads = columns.map((text): Cell => ({ text, tone: 'quiet' }));
    for (const line of aligned([heads, ...rows], this.paintStdout)) this.toStdout(line);
  }

  /** One thing, a fact a line. */
  facts(facts: readonly (readonly [name: string, value: Cell])[]): void {
    const rows = facts.map(([name, value]): Cell[] => [{ text: name, tone: 'quiet' }, value]);
    for (const line of aligned(rows, this.paintStdout)) this.toStdout(line);
  }

  /** Alone on its line, for `$(…)` and the clipboard. */
  secret(text: string): void {
    this.toStdout(text);
  }

  line(text: string): void {
    this.toStdout(printable(text));
  }

  /** A script or a file: written as it is. */
  raw(text: string): void {
    this.options.stdout.write(text);
  }

  note(sentence: string): void {
    this.toStderr(printable(sentence));
  }

  success(sentence: string): void {
    this.toStderr(this.paintStderr(printable(sentence), 'good'));
  }

  warn(sentence: string): void {
    this.toStderr(this.paintStderr(`Warning: ${printable(sentence)}`, 'warning'));
  }

  failure(failure: Failure): void {
    const { message, details, exitCode } = failure;
    if (this.json) this.toStderr(JSON.stringify({ error: { message, exitCode, ...details } }));
    else this.failureInWords(failure);
  }

  private failureInWords({ message, details, kind }: Failure): void {
    this.toStderr(this.paintStderr(printable(message), 'bad'));
    for (const line of details.lines ?? []) this.toStderr(`  ${printable(line)}`);
    if (details.next !== undefined) this.toStderr(printable(details.next));
    if (details.requestId !== undefined && kind === 'unavailable')
      this.toStderr(this.paintStderr(`Request ${printable(details.requestId)}`, 'quiet'));
  }

  private readonly paintStdout = (text: string, tone: Tone) => this.paint(this.options.stdout, text, tone);
  private readonly paintStderr = (text: string, tone: Tone) => this.paint(this.options.stderr, text, tone);

  private paint({ isTTY = false }: Sink, text: string, tone: Tone): string {
    if (!isTTY || !this.options.colour) return text;
    const [on, off] = codes[tone];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  }

  private toStdout(line: string): void {
    this.options.stdout.write(`${line}\n`);
  }

  private toStderr(line: string): void {
    this.options.stderr.write(`${line}\n`);
  }
}

/** Names, mails and user agents were typed by somebody: on a terminal they must not act, nor turn text around. */
export const printable = (text: string): string =>
  stripVTControlCharacters(text).replace(/[^\n\P{Cc}]|[\u202a-\u202e\u2066-\u2069]/gu, '');

function aligned(rows: readonly (readonly Cell[])[], paint: (text: string, tone: Tone) => string): string[] {
  const texts = rows.map((row) => row.map((cell) => printable(textOf(cell)).replaceAll('\n', ' ')));
  const widths = (texts[0] ?? []).map((_, i) => Math.max(...texts.map((row) => stringWidth(row[i] ?? ''))));
  return rows.map((row, r) =>
    row
      .map((cell, c) => {
        const text = texts[r]?.[c] ?? '';
        const space = c === row.length - 1 ? '' : ' '.repeat((widths[c] ?? 0) - stringWidth(text) + 2);
        return (typeof cell === 'string' ? text : paint(text, cell.tone)) + space;
      })
      .join('')
      .trimEnd(),
  );
}

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);
