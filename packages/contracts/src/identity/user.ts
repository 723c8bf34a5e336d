import { z } from 'zod';
import { Actor, Caller, Client } from '../caller.js';
import { event } from '../event.js';
import { UserId } from '../id.js';
import { PageQuery, PageRequest, pageOf } from '../page.js';
import { rpc } from '../rpc.js';
import { Time } from '../time.js';

/** The policy narrows these further (pattern, length, reserved). */
export const Handle = z.string().min(1).max(64);
/** HTML's own rule for an address, which refuses quoted local parts, comments, lists and control characters. */
export const EmailAddress = z
  .string()
  .max(254)
  .regex(
    /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/,
    'must be an email address',
  );
/** Longest password that is read at all, in UTF-16 units; the policy counts code points and may ask for less. */
export const PasswordInput = z.string().min(1).max(4096);
export const Name = z
  .string()
  .max(100)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must not contain control characters');

export const UserState = z.enum(['active', 'suspended', 'deleting']);
export type UserState = z.infer<typeof UserState>;

export const Avatar = z.object({
  source: z.enum(['gravatar', 'upload', 'generated']),
  url: z.string(),
  sizes: z.record(z.string(), z.string()).describe('Edge length in pixels → URL'),
});
export type Avatar = z.infer<typeof Avatar>;

/** What anybody signed in may see of anybody. */
export const PublicUser = z
  .object({ id: UserId, handle: Handle, name: z.string().nullable(), avatar: Avatar })
  .meta({ id: 'PublicUser' });
export type PublicUser = z.infer<typeof PublicUser>;

/** What owner and administrators see. */
export const User = z
  .object({
    id: UserId,
    handle: Handle,
    name: z.string().nullable(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    email: z.string(),
    emailVerified: z.boolean(),
    pendingEmail: z.string().nullable(),
    notificationEmail: z.string().nullable(),
    avatar: Avatar,
    admin: z.boolean(),
    state: UserState,
    createdAt: Time,
    updatedAt: Time,
    passwordChangedAt: Time.nullable(),
    lastSignInAt: Time.nullable(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

/** HTTP body of sign-up. An administrator may leave `password` out and may set `admin` and `state`. */
export const SignUp = z
  .strictObject({
    handle: Handle,
    email: EmailAddress,
    password: PasswordInput.optional(),
    name: Name.optional(),
    firstName: Name.optional(),
    lastName: Name.optional(),
    admin: z.boolean().optional(),
    state: z.enum(['active', 'suspended']).optional(),
  })
  .meta({ id: 'SignUp' });
export type SignUp = z.infer<typeof SignUp>;

export const createUser = rpc('identity.user.create', {
  input: z.object({
    body: SignUp,
    caller: Caller.nullable(),
    client: Client,
    idempotencyKey: z.string().max(255).optional(),
  }),
  output: User,
});

/** By `me`, handle or id. Others than the owner and administrators get a `PublicUser`. */
export const getUser = rpc('identity.user.get', {
  input: z.object({ caller: Caller, user: z.string().max(64) }),
  output: z.union([User, PublicUser]),
});

/** The id behind `me`, a handle or an id. */
export const resolveUser = rpc('identity.user.resolve', {
  input: z.object({ user: z.string().max(64) }),
  output: z.object({ userId: UserId }),
});

/** Merge patch (RFC 7396). `admin`, `state` and `email` are for administrators. */
export const UpdateUser = z
  .strictObject({
    name: Name.nullable().optional(),
    firstName: Name.nullable().optional(),
    lastName: Name.nullable().optional(),
    notificationEmail: EmailAddress.nullable().optional(),
    email: EmailAddress.optional(),
    admin: z.boolean().optional(),
    state: z.enum(['active', 'suspended']).optional(),
  })
  .meta({ id: 'UpdateUser' });
export type UpdateUser = z.infer<typeof UpdateUser>;

/** `cause` names the event whose revocation must be awaited before the answer (suspension, loss of admin). */
export const updateUser = rpc('identity.user.update', {
  input: z.object({
    caller: Caller,
    user: z.string().max(64),
    patch: UpdateUser,
    ifMatch: z.string().optional(),
  }),
  output: z.object({ user: User, cause: z.string().nullable() }),
});

export const UserListQuery = PageQuery.extend({
  query: z.string().max(100).optional().describe('Part of a handle, name or email'),
  state: UserState.or(z.literal('')).optional().describe('Empty: any'),
});
export const listUsers = rpc('identity.user.list', {
  input: z.object({
    caller: Caller,
    page: PageRequest,
    query: z.string().optional(),
    state: UserState.optional(),
  }),
  output: pageOf(User),
});

/** What other services keep of a user. `version` grows with every change: an older one never overwrites a newer. */
export const UserSnapshot = z.object({
  userId: UserId,
  version: z.number().int(),
  handle: Handle,
  name: z.string().nullable(),
  email: z.string(),
  notificationEmail: z.string().nullable(),
  admin: z.boolean(),
  state: UserState,
  passwordVersion: z.number().int(),
});
export type UserSnapshot = z.infer<typeof UserSnapshot>;

/** Before what others have to tell of the user. */
export const userCreated = event('identity.user.created', 1, UserSnapshot.extend({ actor: Actor }), {
  urgent: true,
});
/**
 * @property lostAccess suspended, no longer an administrator, or somebody else has proved the address; tokens revokes
 *   before it confirms
 * @property lostKeys API keys too, of an account that stays active
 */
export const userUpdated = event(
  'identity.user.updated',
  1,
  UserSnapshot.extend({
    actor: Actor,
    changed: z.array(z.string()),
    lostAccess: z.boolean(),
    lostKeys: z.boolean().optional(),
  }),
  { urgent: true },
);
/** Somebody signed up with an address that this user has verified. */
export const addressClaimed = event(
  'identity.address.claimed',
  1,
  z.object({ userId: UserId, actor: Actor }),
);
