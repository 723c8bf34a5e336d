import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { Prompts } from './prompts.js';

function promptsOver(text: string) {
  const stdin = new PassThrough();
  stdin.end(text);
  return new Prompts(stdin, new PassThrough());
}

describe('Prompts, where stdin is no terminal', () => {
  it('take a line for each question, with all its blanks', async () => {
    const prompts = promptsOver('  old pass \r\nnew\n');
    expect(await prompts.secret('Current password')).toBe('  old pass ');
    expect(await prompts.newSecret('New password')).toBe('new');
  });

  it('take a last line that does not end', async () =>
    expect(await promptsOver('only').secret('Token')).toBe('only'));

  it.each(['', '\n'])('say what is missing: %p', async (text) => {
    await expect(promptsOver(text).secret('Current password')).rejects.toMatchObject({
      kind: 'usage',
      message: 'Current password is needed.',
    });
  });

  it('read on to the end', async () => {
    const prompts = promptsOver('a\nb c\n\nd');
    expect(await prompts.secret('Token')).toBe('a');
    expect(await prompts.rest('A token')).toBe('b c\n\nd');
  });

  it('do not take silence for a yes', async () => {
    await expect(promptsOver('y\n').confirm('Delete it?')).rejects.toMatchObject({
      kind: 'usage',
      details: { next: 'Add `--yes` to go ahead.' },
    });
  });
});
