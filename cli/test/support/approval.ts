import { expect } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import type { Answer } from '@latchkey/testing/http';
import type { Latchkey } from '@latchkey/testing/latchkey';
import type { Cli, Outcome, Running } from './cli.js';

/** The code that a login shows, as soon as it shows one. */
export function codeOf({ stderr }: Running): Promise<string> {
  return eventually(() => {
    const [, code] = /It must show the code ([A-Z]{4}-[A-Z]{4});/.exec(stderr()) ?? [];
    if (code === undefined) throw new Error(`No code yet:\n${stderr()}`);
    return code;
  });
}

export interface Decision {
  /** Of the session that the person has in a browser. */
  readonly token: string;
  readonly approve: boolean;
}

/** What the approval page does. */
export function decide(latchkey: Latchkey, code: string, { token, approve }: Decision): Promise<Answer> {
  return latchkey.ask('POST', `/v1/device-logins/${code}`, { token, body: { approve } });
}

/** Signs in by a browser elsewhere, as a person would. */
export async function login(latchkey: Latchkey, cli: Cli, token: string): Promise<Outcome> {
  const running = cli.start(['login']);
  const decided = await decide(latchkey, await codeOf(running), { token, approve: true });
  expect(decided).toMatchObject({ status: 200 });
  const outcome = await running.end;
  expect(outcome).toMatchObject({ code: 0 });
  return outcome;
}

/** The same, but for the five seconds until a program may ask whether it was approved: for tests of what comes after. */
export async function signIn(latchkey: Latchkey, cli: Cli, token: string): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const post = async (path: string, form: Record<string, string>) => {
    const body = new URLSearchParams({ client_id: 'latchkey-cli', ...form }).toString();
    const answer = await latchkey.ask('POST', path, { headers, body });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body;
  };
  const asked = await post('/oauth2/device_authorization', {});
  await decide(latchkey, asked.user_code, { token, approve: true });
  const grant = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: asked.device_code,
  };
  const { access_token } = await post('/oauth2/token', grant);
  await cli.keep(access_token);
}
