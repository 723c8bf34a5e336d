import { describe, expect, it } from '@jest/globals';
import { fromNow, inFull } from './moment.js';

const now = new Date('2026-06-14T12:00:00Z');

describe('fromNow', () => {
  it.each([
    ['2026-06-14T11:59:30Z', 'just now'],
    ['2026-06-14T12:00:30Z', 'in less than a minute'],
    ['2026-06-14T11:57:00Z', '3 minutes ago'],
    ['2026-06-14T13:59:59Z', 'in 2 hours'],
    ['2026-06-26T13:00:00Z', 'in 12 days'],
    ['2026-07-14T11:59:50Z', 'in 30 days'],
    ['2026-07-15T12:00:00Z', 'in 1 month'],
    ['2026-05-01T12:00:00Z', '1 month ago'],
    ['2024-06-01T12:00:00Z', '2 years ago'],
  ])('%s: %s', (time, words) => expect(fromNow(time, now)).toBe(words));

  it('knows never', () => expect([fromNow(null), inFull(null)]).toEqual(['never', 'never']));
});

describe('inFull', () => {
  it('has the zone, since the server counts in another', () => {
    expect(inFull('2026-06-17T12:00:00Z', now)).toMatch(/^1[678] June 2026 at \d\d:\d\d \S+ \(in 3 days\)$/);
  });
});
