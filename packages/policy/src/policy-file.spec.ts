import { describe, expect, it } from '@jest/globals';
import { mergePolicy } from './policy-file.js';

describe('mergePolicy', () => {
  it('merges objects field by field, at every depth', () => {
    expect(mergePolicy({ a: { b: 1, c: { d: 2, e: 3 } } }, { a: { c: { d: 9 } }, f: 4 })).toEqual({
      a: { b: 1, c: { d: 9, e: 3 } },
      f: 4,
    });
  });

  it('puts lists, and null, in the place of what was there', () => {
    expect(mergePolicy({ menu: [7, 30], most: 5 }, { menu: [1], most: null })).toEqual({
      menu: [1],
      most: null,
    });
    expect(mergePolicy({ menu: null }, { menu: [1] })).toEqual({ menu: [1] });
    expect(mergePolicy({ rights: [{ id: 'A' }] }, { rights: [] })).toEqual({ rights: [] });
  });

  it('merges catalogues entry by entry, by id', () => {
    const base = [
      { id: 'A', title: 'a', on: true },
      { id: 'B', title: 'b', on: true },
    ];
    expect(
      mergePolicy(base, [
        { id: 'C', title: 'c' },
        { id: 'A', on: false },
      ]),
    ).toEqual([
      { id: 'A', title: 'a', on: false },
      { id: 'B', title: 'b', on: true },
      { id: 'C', title: 'c' },
    ]);
  });

  it('changes neither side, nor what all objects inherit', () => {
    const base = { a: { b: 1 } };
    const part = JSON.parse('{"a": {"c": 2}, "__proto__": {"admin": true}}');
    mergePolicy(base, part);
    expect(base).toEqual({ a: { b: 1 } });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
