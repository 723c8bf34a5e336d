import { describe, expect, it } from '@jest/globals';
import { requestAnswered } from '@latchkey/contracts/audit/entry';
import { AppError } from '@latchkey/errors/app-error';
import { Internal, NotFound, RateLimited, Unavailable } from '@latchkey/errors/errors';
import type { FastifyRequest } from 'fastify';
import { InsufficientRights, InvalidToken } from '../authentication/authentication.errors.js';
import { AddressLimited } from '../rate-limit/rate-limit.errors.js';
import { entryOfRefusal, entryOfSuccess } from './request-entry.js';

const ada = 'usr_00000000000000000ada';
const bob = 'usr_00000000000000000bob';

interface Given {
  readonly action?: string;
  readonly told?: 'by-event' | 'by-request';
  readonly signedIn?: boolean;
  readonly targetUserId?: string;
}

const client = { ipAddress: '203.0.113.7', userAgent: 'test', requestId: 'req_00000000000000000001' };
const credential = { credentialId: 'ses_00000000000000000001', kind: 'session' };

/** As it is when the answer goes out. */
const request = ({ action, told, signedIn = true, targetUserId }: Given): FastifyRequest =>
  ({
    id: client.requestId,
    ip: `::ffff:${client.ipAddress}`,
    headers: { 'user-agent': client.userAgent, authorization: 'Bearer lk_key_secret' },
    body: { currentPassword: 'secret' },
    endpoint: action === undefined ? undefined : { action, told },
    caller: signedIn ? { ...client, ...credential, userId: ada, handle: 'ada' } : undefined,
    targetUserId,
  }) as unknown as FastifyRequest;

const read = { action: 'api_key.list', told: 'by-request' } as const;
const change = { action: 'api_key.create', told: 'by-event' } as const;
const signIn = { action: 'session.create', told: 'by-event', signedIn: false } as const;
const wrongPassword = new AppError('unauthenticated', 'invalid_credentials', 'Wrong.');

describe('what the audit log is told of a request', () => {
  it('a read that went well, of the account that it was about, by whoever asked', () => {
    const entry = entryOfSuccess(request({ ...read, targetUserId: bob }), 200);
    expect(requestAnswered.payload.parse(entry)).toEqual(entry);
    expect(entry).toMatchObject({
      userId: bob,
      action: 'api_key.list',
      outcome: 'success',
      status: 200,
      code: null,
      target: { type: 'user', id: bob },
      actor: { userId: ada, ipAddress: '203.0.113.7' },
    });
  });

  it('nothing of a change that went well, nor of a route that is not logged', () => {
    expect(entryOfSuccess(request(change), 201)).toBeUndefined();
    expect(entryOfSuccess(request({}), 200)).toBeUndefined();
    expect(entryOfRefusal(request({}), new NotFound())).toBeUndefined();
  });

  it.each<[string, Given, AppError, string]>([
    ['a right that lacks', change, new InsufficientRights('RIGHT_USER_ALL'), 'denied'],
    ['a token that is dead', { ...read, signedIn: false }, new InvalidToken(), 'denied'],
    ['what is not there', read, new NotFound(), 'denied'],
    ['a read that failed', read, new Unavailable(), 'failed'],
    ['a limit of an address, also at the sign-in', signIn, new AddressLimited(60), 'denied'],
  ])('a refusal: %s', (_, given, error, outcome) => {
    const entry = entryOfRefusal(request(given), error);
    expect(entry).toMatchObject({ action: given.action, outcome, status: error.status, code: error.code });
    if (given.signedIn === false) expect(entry).toMatchObject({ userId: null, target: null });
  });

  it.each<[string, Given, AppError]>([
    ['a wrong password, which identity tells', signIn, wrongPassword],
    ['the limit of an account, which identity tells', signIn, new RateLimited(60)],
    ['a change that may have been made all the same', change, new Internal('down')],
  ])('nothing of %s', (_, given, error) => {
    expect(entryOfRefusal(request(given), error)).toBeUndefined();
  });

  it('no secret, whatever the request carried', () => {
    const told = [
      entryOfSuccess(request(read), 200),
      entryOfRefusal(request(change), new InsufficientRights('RIGHT_USER_ALL')),
    ];
    expect(told).not.toContain(undefined);
    expect(JSON.stringify(told)).not.toContain('secret');
  });
});
