import { describe, expect, it } from '@jest/globals';
import { pageOfRows, readCursor } from './page.js';

const cursorOf = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64url');
const row = (n: number) => ({ id: `usr_${n}`, position: `2025-11-21 10:00:00.00000${n}+00` });
const page = (rows: ReturnType<typeof row>[], limit: number) =>
  pageOfRows(rows, limit, { positionOf: (it) => [it.position, it.id], toItem: (it) => it.id });

describe('a page', () => {
  it('has a cursor while there is more, that reads as where it ended', () => {
    const { items, nextCursor } = page([row(3), row(2), row(1)], 2);
    expect(items).toEqual(['usr_3', 'usr_2']);
    expect(readCursor(nextCursor ?? '')).toEqual([row(2).position, 'usr_2']);
  });

  it.each([0, 1, 2])('of %i rows is the last one', (count) => {
    const rows = [row(2), row(1)].slice(0, count);
    expect(page(rows, 2)).toEqual({ items: rows.map((it) => it.id), nextCursor: null });
  });
});

describe('a cursor', () => {
  it('is none when there is none', () => {
    expect(readCursor(undefined)).toBeUndefined();
  });

  it.each([
    '2025-11-21 10:00:00+00',
    '2025-11-21 10:00:00.123456+05:30',
    '2024-02-29T23:59:59.999Z',
    '0001-01-01 00:00:00-12',
  ])('may say %s', (time) => {
    expect(readCursor(cursorOf([time, 'key_1']))).toEqual([time, 'key_1']);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', 'abc'],
    ['another form', cursorOf({ time: '2025-11-21 10:00:00+00' })],
    ['one part', cursorOf(['2025-11-21 10:00:00+00'])],
    ['three parts', cursorOf(['2025-11-21 10:00:00+00', 'a', 'b'])],
    ['numbers', cursorOf([1, 2])],
    ['no time', cursorOf(['x', 'key_1'])],
    ['a day of no calendar', cursorOf(['2025-02-29 10:00:00+00', 'key_1'])],
    ['the 99th month', cursorOf(['2025-99-99 10:00:00+00', 'key_1'])],
    ['the 25th hour', cursorOf(['2025-11-21 25:00:00+00', 'key_1'])],
    ['the year 0', cursorOf(['0000-01-01T00:00:00Z', 'key_1'])],
    ['no offset', cursorOf(['2025-11-21 10:00:00', 'key_1'])],
    ['an offset too far', cursorOf(['2025-11-21 10:00:00+99', 'key_1'])],
    ['infinity', cursorOf(['infinity', 'key_1'])],
    ['no id', cursorOf(['2025-11-21 10:00:00+00', ''])],
    ['an id with U+0000', cursorOf(['2025-11-21 10:00:00+00', 'key_\0'])],
  ])('that says %s was not made here, and is the mistake of who sent it', (_, cursor) => {
    expect(() => readCursor(cursor)).toThrow(
      expect.objectContaining({ code: 'validation_failed', status: 422 }),
    );
  });
});
