import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { Failure, wrongUsage } from './failure.js';

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };
type Screen = NodeJS.WritableStream;

/**
 * Asks on the terminal; where stdin is none, each question takes its next line. Questions go to stderr, so that stdout
 * has the result alone.
 */
export class Prompts {
  private lines: AsyncIterator<string> | undefined;
  private reader: Interface | undefined;

  constructor(
    private readonly stdin: Input,
    private readonly stderr: Screen,
  ) {}

  get onTerminal(): boolean {
    return this.stdin.isTTY === true;
  }

  /** Typed without echo. @throws Failure when there is nothing to read */
  async secret(label: string): Promise<string> {
    const answer = this.onTerminal ? await this.typed(label, true) : await this.nextLine(label);
    if (answer === '') throw wrongUsage(`${label} is needed.`);
    return answer;
  }

  /** Typed twice, as nobody sees what he types; a program says it once. */
  async newSecret(label: string): Promise<string> {
    const first = await this.secret(label);
    if (!this.onTerminal) return first;
    if ((await this.secret(`${label}, once more`)) !== first) throw wrongUsage('The two are not the same.');
    return first;
  }

  /** @throws Failure when the answer is no, or nobody can be asked */
  async confirm(question: string): Promise<void> {
    if (!this.onTerminal)
      throw wrongUsage(`${question} Nobody can be asked here.`, 'Add `--yes` to go ahead.');
    const answer = await this.typed(`${question} [y/N]`, false);
    if (!/^y(es)?$/i.test(answer.trim())) throw new Failure('interrupted', 'Nothing was changed.');
  }

  /** All that is left on stdin, where it is no terminal. */
  async rest(label: string): Promise<string> {
    const lines = [await this.nextLine(label)];
    for await (const line of { [Symbol.asyncIterator]: () => this.reading }) lines.push(line);
    return lines.join('\n');
  }

  /** Lets the process end. */
  close(): void {
    this.reader?.close();
  }

  /** One iterator for the whole run: a line that was read ahead is not lost. */
  private get reading(): AsyncIterator<string> {
    this.reader ??= createInterface({ input: this.stdin, crlfDelay: Number.POSITIVE_INFINITY });
    this.lines ??= this.reader[Symbol.asyncIterator]();
    return this.lines;
  }

  private async nextLine(label: string): Promise<string> {
    const { value, done } = await this.reading.next();
    if (done) throw wrongUsage(`${label} is needed.`, 'Run it on a terminal, or pipe it in, one line each.');
    return value;
  }

  private typed(label: string, hidden: boolean): Promise<string> {
    const output = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : this.stderr;
    const prompt = `${label}: `;
    const reader = createInterface({ input: this.stdin, output, prompt, terminal: true, historySize: 0 });
    // Not asked before the terminal has stopped echoing.
    if (hidden) this.stderr.write(prompt);
    else reader.prompt();
    return new Promise((resolve, reject) => {
      let answer: string | undefined;
      reader.once('line', (line) => {
        answer = line;
        reader.close();
      });
      reader.once('SIGINT', () => reader.close());
      reader.once('close', () => {
        if (hidden || answer === undefined) this.stderr.write('\n');
        if (answer === undefined) reject(new Failure('interrupted', 'Nothing was changed.'));
        else resolve(answer);
      });
    });
  }
}
