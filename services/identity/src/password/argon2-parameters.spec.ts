import { describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { isWeaker } from './argon2-parameters.js';

const today = { memoryKib: 64, passes: 2 };
const phc = (m: number, t: number) => `$argon2id$v=19$m=${m},t=${t},p=1$c2FsdHNhbHQ$aGFzaGhhc2g`;

describe('a hash is made anew', () => {
  it.each([
    [64, 2, false],
    [64, 3, false],
    [128, 2, false],
    [63, 2, true],
    [64, 1, true],
    [128, 1, true],
  ])('when it has less than today: m=%i, t=%i: %s', (m, t, weaker) => {
    expect(isWeaker(phc(m, t), today)).toBe(weaker);
  });

  it.each([
    ['$2b$10$abcdefghijklmnopqrstuv', 'another algorithm'],
    [phc(64, 2).replace('argon2id', 'argon2i'), 'another kind of argon2'],
    [phc(64, 2).replace('v=19', 'v=16'), 'an older version of it'],
    ['', 'nothing'],
  ])('when it is no argon2id of today: %s', (text) => {
    expect(isWeaker(text, today)).toBe(true);
  });

  it('not when the library made it with these parameters', async () => {
    const made = await hash('x', { algorithm: 2, memoryCost: 64, timeCost: 2, parallelism: 1 });
    expect(isWeaker(made, today)).toBe(false);
    expect(isWeaker(made, { memoryKib: 64, passes: 3 })).toBe(true);
  });
});
