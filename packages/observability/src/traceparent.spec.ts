import { describe, expect, it } from '@jest/globals';
import { formatTraceparent, newTraceparent, parseTraceparent } from './traceparent.js';

describe('traceparent', () => {
  it('reads what it writes', () => {
    const text = newTraceparent();
    const parsed = parseTraceparent(text);
    expect(parsed && formatTraceparent(parsed)).toBe(text);
  });

  it.each([
    ['nothing', undefined],
    ['another version', `01-${'a'.repeat(32)}-${'b'.repeat(16)}-01`],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`],
    ['a span id of zeros', `00-${'a'.repeat(32)}-${'0'.repeat(16)}-01`],
    ['upper case', `00-${'A'.repeat(32)}-${'b'.repeat(16)}-01`],
    ['a header with more behind it', `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01\r\nX-Evil: 1`],
  ])('takes %s for none', (_, text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });
});
