import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { isUnreachable } from './unreachable.js';

const failed = (message: string, code?: string) =>
  new QueryFailedError('SELECT 1', [], Object.assign(new Error(message), code === undefined ? {} : { code }));

describe('a database that is not there', () => {
  it.each([
    ['is going', failed('terminating connection due to administrator command', '57P01')],
    ['is starting', failed('the database system is starting up', '57P03')],
    ['has no connection left', failed('sorry, too many clients already', '53300')],
    ['hung up', failed('Connection terminated unexpectedly')],
    ['hung up on the network', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
  ])('%s', (_, error) => {
    expect(isUnreachable(error)).toBe(true);
  });

  it('is not listening', async () => {
    const client = new pg.Client({ host: '127.0.0.1', port: 1 });
    const error = await client.connect().catch((refused: unknown) => refused);
    expect(isUnreachable(error)).toBe(true);
  });

  it.each([
    ['a query that is wrong', failed('column "x" does not exist', '42703')],
    ['a deadlock', failed('deadlock detected', '40P01')],
    ['a rule of the data', failed('duplicate key value', '23505')],
    ['a bug', new TypeError('x is not a function')],
    ['no error at all', 'Connection terminated'],
  ])('is not %s', (_, error) => {
    expect(isUnreachable(error)).toBe(false);
  });
});
