import { User } from '@latchkey/contracts/identity/user';
import { Command } from 'commander';
import type { Api } from '../../api.js';
import { type Context, run } from '../../context.js';
import { Failure } from '../../failure.js';
import { inFull } from '../../moment.js';
import { endOfKey, identify } from './identity.js';

export const whoami = (): Command =>
  new Command('whoami').description('Who is signed in here, by what, and with which rights').action(
    run(async (context: Context) => {
      const { out, settings, store, url } = context;
      const api = await context.api();
      const identity = await identify(api);
      const byKey = await context.usesApiKey();
      const stored = settings.token === undefined ? await store.read(url) : undefined;
      const expiresAt = byKey ? await endOfKey(api, identity) : (stored?.expiresAt ?? null);
      const { name = null, email = null } = (await profile(api)) ?? {};
      const { labels } = await context.policy();
      const source = settings.token === undefined ? 'login' : 'LATCHKEY_TOKEN';
      out.result({ url, ...identity, name, email, expiresAt, source }, () =>
        out.facts([
          ['Server', url],
          [labels.handle, { text: identity.handle, tone: 'strong' }],
          ...(name === null ? [] : ([['Name', name]] as const)),
          ...(email === null ? [] : ([['Email', email]] as const)),
          ['ID', identity.userId],
          ['Signed in by', `${byKey ? 'API key' : 'session'} ${identity.credentialId}, from ${source}`],
          ...(expiresAt === null ? [] : ([['Until', inFull(expiresAt)]] as const)),
          ['Rights', identity.rights.join(', ')],
        ]),
      );
    }),
  );

/** A key may lack the right to read the account it belongs to. */
async function profile(api: Api) {
  try {
    return await api.ask('GET', '/v1/users/me', { answer: User });
  } catch (error) {
    if (error instanceof Failure && error.kind === 'forbidden') return undefined;
    throw error;
  }
}
