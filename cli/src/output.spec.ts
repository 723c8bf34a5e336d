import { describe, expect, it } from '@jest/globals';
import { Failure } from './failure.js';
import { Output, type OutputOptions, printable } from './output.js';

function outputTo(options: Partial<OutputOptions> & { terminal?: boolean }) {
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) => ({
    isTTY: options.terminal ?? false,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const out = new Output({
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    json: false,
    colour: true,
    ...options,
  });
  return { out, written };
}

const table = {
  columns: ['ID', 'NAME', 'LAST'],
  rows: [
    ['key_1', { text: '日本', tone: 'good' } as const, 'x'],
    ['key_22', 'plain', ''],
  ],
  empty: 'Nothing here.',
};

describe('Output', () => {
  it('aligns columns by what a terminal shows, and trails no spaces', () => {
    const { out, written } = outputTo({});
    out.table(table);
    expect(written.stdout).toBe('ID      NAME   LAST\nkey_1   日本   x\nkey_22  plain\n');
  });

  it('has colour on a terminal alone, and aligns the same', () => {
    const { out, written } = outputTo({ terminal: true });
    out.table(table);
    expect(written.stdout).toContain('\u001b[32m日本\u001b[39m   x');
    const plain = outputTo({ terminal: true, colour: false });
    plain.out.table(table);
    expect(plain.written.stdout).not.toContain('\u001b');
  });

  it('says that a list is empty beside the result', () => {
    const { out, written } = outputTo({});
    out.table({ ...table, rows: [] });
    expect(written).toEqual({ stdout: '', stderr: 'Nothing here.\n' });
  });

  it('gives programs the value as it is', () => {
    const { out, written } = outputTo({ json: true });
    out.result({ name: '\u001b[31mred' }, () => out.line('for people'));
    expect(JSON.parse(written.stdout)).toEqual({ name: '\u001b[31mred' });
  });

  it('tells a failure in words: what, where, what next', () => {
    const { out, written } = outputTo({});
    out.failure(
      new Failure('usage', 'No.', { lines: ['name: too long'], next: 'Shorten it.', requestId: 'r1' }),
    );
    expect(written).toEqual({ stdout: '', stderr: 'No.\n  name: too long\nShorten it.\n' });
  });

  it('tells a failure to programs as one line of JSON on stderr', () => {
    const { out, written } = outputTo({ json: true });
    out.failure(new Failure('conflict', 'No.', { code: 'token_limit_reached' }));
    expect(written.stdout).toBe('');
    expect(JSON.parse(written.stderr)).toEqual({
      error: { message: 'No.', exitCode: 6, code: 'token_limit_reached' },
    });
  });

  it('lets no name act on the terminal', () => {
    const evil = 'a\u001b]0;title\u0007b\u001b[2Jc\rd\u009b31me\u202ef\u0000';
    const { out, written } = outputTo({});
    out.table({ columns: ['NAME'], rows: [[evil]], empty: '' });
    out.facts([['Name', `${evil}\nsecond line`]]);
    out.note(evil);
    for (const text of [written.stdout, written.stderr, printable(evil)])
      expect(text).not.toMatch(/[^\n\P{Cc}]|\u202e/u);
    expect(written.stdout.split('\n')).toHaveLength(4);
    expect(printable('a\u001b[31mb\u001b[0m\u202ec')).toBe('abc');
  });
});
