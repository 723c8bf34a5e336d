import { z } from 'zod';
import { Actor, Caller, Client } from '../caller.js';
import { event } from '../event.js';
import { SessionId, UserId } from '../id.js';
import { PasswordInput, User } from '../identity/user.js';
import { PageRequest, pageOf } from '../page.js';
import { rpc } from '../rpc.js';
import { Time } from '../time.js';
import { Receipt } from './revocation.js';

export const Device = z.object({ browser: z.string().nullable(), os: z.string().nullable() });

export const Session = z
  .object({
    id: SessionId,
    kind: z.enum(['browser', 'cli']),
    createdAt: Time,
    lastSeenAt: Time,
    expiresAt: Time,
    ipAddress: z.string(),
    userAgent: z.string(),
    device: Device,
    current: z.boolean(),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

export const SignIn = z
  .strictObject({
    identifier: z.string().min(1).max(254).describe('Handle or email address'),
    password: PasswordInput,
    transport: z.enum(['cookie', 'bearer']).default('cookie'),
  })
  .meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof SignIn>;

/** `token` is there only with `transport: "bearer"`. */
export const SignedIn = z
  .object({ session: Session, user: User, token: z.string().optional() })
  .meta({ id: 'SignedIn' });

export const createSession = rpc('tokens.session.create', {
  input: z.object({ identifier: z.string(), password: PasswordInput, client: Client }),
  output: z.object({ session: Session, user: User, token: z.string() }),
});

export const listSessions = rpc('tokens.session.list', {
  input: z.object({ caller: Caller, userId: UserId, page: PageRequest }),
  output: pageOf(Session),
});

/** Answers when no gateway accepts the session, or anything derived from it, any more. */
export const endSession = rpc('tokens.session.end', {
  input: z.object({ caller: Caller, userId: UserId, sessionId: SessionId }),
  output: Receipt,
});

export const endSessions = rpc('tokens.session.end-all', {
  input: z.object({ caller: Caller, userId: UserId, exceptCurrent: z.boolean() }),
  output: Receipt,
});

/**
 * A new secret for the session that a cookie carries, under its old id, for all that stays of its life. Answers when no
 * gateway accepts the old one any more (ASVS 7.2.4).
 */
export const rotateSession = rpc('tokens.session.rotate', {
  input: z.object({
    caller: Caller,
    /** SHA-256 of the secret that was shown, in base64. */
    secretHash: z.string(),
  }),
  output: z.object({
    /** Null when that secret is no longer the session's: another request was first, or the session is over. */
    token: z.string().nullable(),
  }),
});

export const sessionCreated = event(
  'tokens.session.created',
  1,
  z.object({
    userId: UserId,
    sessionId: SessionId,
    kind: z.enum(['browser', 'cli']),
    device: Device,
    /** No live or earlier session of this user came from the same browser and system. */
    newDevice: z.boolean(),
    actor: Actor,
  }),
);

export const sessionEnded = event(
  'tokens.session.ended',
  1,
  z.object({ userId: UserId, sessionId: SessionId, actor: Actor }),
);
