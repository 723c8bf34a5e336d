import { describe, expect, it } from '@jest/globals';
import { nameOf } from './preparing-client.js';

describe('a statement', () => {
  it('is prepared under one name, and another under another', () => {
    const name = nameOf('SELECT 1 FROM credential WHERE id = $1');
    expect(name).toMatch(/^\w{1,63}$/);
    expect(nameOf('SELECT 1 FROM credential WHERE id = $1')).toBe(name);
    expect(nameOf('SELECT 2 FROM credential WHERE id = $1')).not.toBe(name);
  });

  it.each([
    'SELECT 1 FROM credential WHERE id = ANY ($1)',
    'SELECT 1 FROM unnest($1::text[]) AS id',
    'UPDATE outbox SET sent_at = now() WHERE id = any($1)',
  ])('that takes a list is planned each time: %s', (text) => {
    expect(nameOf(text)).toBeUndefined();
  });
});
