import { grants } from '@latchkey/contracts/rights';
import { formatToken, parseToken } from '@latchkey/contracts/token';
import type { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp } from '@latchkey/testing/people';

/** Something that a client may bring, and what it is worth. */
export interface Credential {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What it may do; null: it is worth nothing. */
  readonly rights: readonly string[] | null;
  readonly admin?: true;
  /** Nothing was sent that could be wrong. */
  readonly absent?: true;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const cookie = (token: string) => ({ cookie: `latchkey_session=${token}` });
const ofOwner = ['RIGHT_USER_ALL'];
const ofAdmin = ['RIGHT_USER_ALL', 'RIGHT_INTROSPECT'];

/** Everything that may stand at the door, of people made for it. */
export async function allCredentials(latchkey: Latchkey, rights: readonly string[]): Promise<Credential[]> {
  const admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
  const { token } = await signUp(latchkey);
  return [
    { name: 'nothing', headers: {}, rights: null, absent: true },
    { name: 'a session', headers: bearer(token), rights: ofOwner },
    { name: 'a session in its cookie', headers: cookie(token), rights: ofOwner },
    { name: 'a login of the CLI', headers: bearer(await cliToken(latchkey, token)), rights: ofOwner },
    { name: 'an administrator’s session', headers: bearer(admin), rights: ofAdmin, admin: true },
    ...(await keysOf(latchkey, token, rights)),
    ...(await adminKeys(latchkey, admin)),
    ...malformed(token),
    ...(await dead(latchkey, admin)),
  ];
}

export const mayDo = ({ rights }: Credential, right: string): boolean =>
  rights !== null && grants(rights, right);

async function newKey(
  latchkey: Latchkey,
  token: string,
  body: object,
): Promise<{ id: string; token: string }> {
  const made = await latchkey.ask('POST', '/v1/users/me/api-keys', { token, body });
  if (made.status !== 201) throw new Error(`a key: ${made.status} ${JSON.stringify(made.body)}`);
  return { id: made.body.apiKey.id, token: made.body.token };
}

/** A key for each right, and one for them all. */
async function keysOf(latchkey: Latchkey, token: string, rights: readonly string[]): Promise<Credential[]> {
  const own = rights.filter((right) => right !== 'RIGHT_INTROSPECT');
  return Promise.all(
    [...own.map((right) => [right]), own].map(async (of) => ({
      name: `a key with ${of.length === 1 ? of[0] : 'every right by name'}`,
      headers: bearer((await newKey(latchkey, token, { rights: of })).token),
      rights: of,
    })),
  );
}

/** They may do what they say, and have nothing of an administrator's power. */
async function adminKeys(latchkey: Latchkey, admin: string): Promise<Credential[]> {
  return Promise.all(
    [['RIGHT_USER_ALL'], ['RIGHT_INTROSPECT'], ofAdmin].map(async (of) => ({
      name: `an administrator’s key with ${of.join(' and ')}`,
      headers: bearer((await newKey(latchkey, admin, { rights: of })).token),
      rights: of,
    })),
  );
}

async function cliToken(latchkey: Latchkey, token: string): Promise<string> {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const asked = await latchkey.ask('POST', '/oauth2/device_authorization', {
    headers: form,
    body: 'client_id=matrix',
  });
  const { device_code: deviceCode, user_code: userCode } = asked.body;
  await latchkey.ask('POST', `/v1/device-logins/${userCode}`, { token, body: { approve: true } });
  const given = await latchkey.ask('POST', '/oauth2/token', {
    headers: form,
    body: `grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=matrix&device_code=${deviceCode}`,
  });
  return given.body.access_token;
}

/** None of them is anybody's. */
function malformed(token: string): Credential[] {
  const parts = parseToken(token);
  if (!parts) throw new Error('no token');
  const guessed = formatToken({ ...parts, secret: parts.secret.replace(/./g, 'A') });
  const asKey = formatToken({ ...parts, kind: 'key' });
  const headers: Record<string, Record<string, string>> = {
    'a junk token': bearer('junk'),
    'a junk cookie': cookie('junk'),
    'a bearer without a token': { authorization: 'Bearer' },
    'an Authorization of another kind': { authorization: `Basic ${btoa(`x:${token}`)}` },
    'a token with one letter wrong': bearer(`${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`),
    'the id of a session with another secret': bearer(guessed),
    'a session that says it is a key': bearer(asKey),
  };
  return Object.entries(headers).map(([name, sent]) => ({ name, headers: sent, rights: null }));
}

/** They were good once. */
async function dead(latchkey: Latchkey, admin: string): Promise<Credential[]> {
  const all = { rights: ['RIGHT_USER_ALL'] };
  const [suspended, other] = [await signUp(latchkey), await signUp(latchkey)];
  const keyOfSuspended = await newKey(latchkey, suspended.token, all);
  const suspend = { token: admin, body: { state: 'suspended' } };
  await latchkey.ask('PATCH', `/v1/users/${suspended.id}`, suspend);
  const [off, gone, elsewhere] = await Promise.all([
    newKey(latchkey, other.token, all),
    newKey(latchkey, other.token, all),
    newKey(latchkey, other.token, { ...all, allowedCidrs: ['203.0.113.0/24'] }),
  ]);
  const path = (id: string) => `/v1/users/me/api-keys/${id}`;
  await latchkey.ask('PATCH', path(off.id), { token: other.token, body: { status: 'inactive' } });
  await latchkey.ask('DELETE', path(gone.id), { token: other.token });
  await latchkey.ask('DELETE', '/v1/users/me/sessions/current', { token: other.token });
  const headers = {
    'a suspended user’s session': bearer(suspended.token),
    'a suspended user’s session in its cookie': cookie(suspended.token),
    'a suspended user’s key': bearer(keyOfSuspended.token),
    'a key that is switched off': bearer(off.token),
    'a deleted key': bearer(gone.token),
    'a key of another address': bearer(elsewhere.token),
    'a key in the session’s cookie': cookie(elsewhere.token),
    'a session that was ended': bearer(other.token),
  };
  return Object.entries(headers).map(([name, sent]) => ({ name, headers: sent, rights: null }));
}
