import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { compare, idsOf, titlesIn } from '../../tools/attack-titles.mjs';

const script = fileURLToPath(new URL('../../tools/attack-coverage.mjs', import.meta.url));

describe('the list of attack cases', () => {
  it('has a test for each, or a reason why not yet', () => {
    const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('counts tests that run, and nothing else', () => {
    const source = `
      it('R01 plain', () => {});
      it.each([1])('R02 of each', () => {});
      it.each<[string]>([])(\`R04 typed\`, () => {});
      it.skip('R05 skipped', () => {});
      it.todo('R07 to do');
      xit('R08 crossed out', () => {});
      describe('R10 a heading', () => {});
      // it('R11 in a comment', () => {});
      const text = "it('R13 in a text')";
    `;
    expect(titlesIn(source)).toEqual(['R01 plain', 'R02 of each', 'R04 typed']);
  });

  it('reads ids in front of a title and behind it', () => {
    expect(idsOf('Z12 Z13 no JWT is believed')).toEqual(['Z12', 'Z13']);
    expect(idsOf('ASVS 7.2.4, R20: a new token')).toEqual(['ASVS 7.2.4', 'R20']);
    expect(idsOf('all die (R02)')).toEqual(['R02']);
    expect(idsOf('a key of R02 dies (soon)')).toEqual([]);
  });

  it('tells what is missing, and which reason is out of date or of nothing', () => {
    const titles = ['R01 plain', 'R04 too'];
    const notYet = { R02: 'reason', R04: 'reason', R99: 'reason' };
    expect(compare({ ids: ['R01', 'R02', 'R04', 'R05'], notYet, titles })).toEqual({
      tested: ['R01', 'R04'],
      excused: ['R02'],
      missing: ['R05'],
      stale: ['R04'],
      unknown: ['R99'],
    });
  });
});
