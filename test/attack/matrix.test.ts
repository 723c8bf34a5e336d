import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Latchkey } from '@latchkey/testing/latchkey';
import type { Route } from '../../services/gateway/dist/openapi/inventory.js';
import { allCredentials, type Credential, mayDo } from './matrix-credentials.js';
import { contentOf, inventory, methodsOf, type Question, questions, verbs } from './matrix-routes.js';

/** A status, and the code of a refusal at the door. */
type Told = readonly [status: number, code?: string];

const atTheDoor = new Set([
  'unauthenticated',
  'invalid_token',
  'insufficient_rights',
  'admin_only',
  'cross_origin',
]);
const elsewhere = { origin: 'https://evil.example' };

/** A bearer token that is none; a cookie of old is no fault, since the browser sends it unasked. */
const isFaulty = (by: Credential): boolean =>
  by.rights === null && !by.absent && by.headers.cookie === undefined;

async function codeOf(response: Response): Promise<string | undefined> {
  if (!response.headers.get('content-type')?.includes('problem+json')) return undefined;
  return ((await response.json()) as { code: string }).code;
}

describe('the matrix of routes, methods, credentials and rights', () => {
  let latchkey: Latchkey;
  let routes: Route[];
  let rights: string[];
  let credentials: Credential[];
  let asked: Readonly<Record<string, Question>>;

  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
    routes = await inventory();
    const { body: policy } = await latchkey.ask('GET', '/v1/policy');
    rights = policy.rights.map(({ id }: { id: string }) => id);
    credentials = await allCredentials(latchkey, rights);
    const login = await latchkey.ask('POST', '/oauth2/device_authorization', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'client_id=matrix',
    });
    asked = questions(login.body.user_code);
  }, 120_000);
  afterAll(() => latchkey.stop());

  const questionOf = ({ operationId }: Route): Question => asked[operationId] ?? { path: '/', behind: 0 };

  /** The head of the answer, for a stream has no end. */
  async function told(method: string, question: Question, sent: Credential['headers']): Promise<Told> {
    const stop = new AbortController();
    const { headers, body } = contentOf(method, question);
    const response = await fetch(latchkey.origin() + question.path, {
      method,
      headers: { ...sent, ...headers },
      ...(body === undefined ? {} : { body }),
      signal: stop.signal,
    });
    const code = method === 'HEAD' ? undefined : await codeOf(response);
    stop.abort();
    return code !== undefined && atTheDoor.has(code) ? [response.status, code] : [response.status];
  }

  /** What the route's declaration promises. */
  function promised({ access }: Route, { behind, adminsOnly }: Question, by: Credential): Told {
    const inside: Told = adminsOnly && !by.admin ? [403, 'admin_only'] : [behind];
    if (access === 'public' || (access === 'optional' && !isFaulty(by))) return [behind];
    if (by.absent) return [401, 'unauthenticated'];
    if (by.rights === null) return [401, 'invalid_token'];
    return access === 'signed-in' || mayDo(by, access) ? inside : [403, 'insufficient_rights'];
  }

  /** Where a word stands in place of an id, the route of the id takes the methods that the word's does not. */
  const isTakenAsId = (method: string, url: string): boolean =>
    routes.some((route) => {
      const pattern = route.url.split('/');
      const words = url.split('/');
      const fits = (part: string, i: number) => part === words[i] || (part.startsWith('{') && i > 2);
      return methodsOf(route).includes(method) && pattern.length === words.length && pattern.every(fits);
    });

  async function compare(wanted: (route: Route, by: Credential) => Told, headers = {}): Promise<string[]> {
    const wrong: string[] = [];
    for (const route of routes) {
      for (const method of methodsOf(route)) {
        const answers = credentials.map(async (by) => {
          const answer = await told(method, questionOf(route), { ...by.headers, ...headers });
          const expected = wanted(route, by);
          if (String(answer) !== String(expected))
            wrong.push(`${method} ${route.url} with ${by.name}: ${answer}, not ${expected}`);
        });
        await Promise.all(answers);
      }
    }
    return wrong;
  }

  it('covers every route of the inventory, and no other', () => {
    expect(Object.keys(asked).sort()).toEqual(routes.map(({ operationId }) => operationId).sort());
    const at = (text: string) => text.split('?')[0]?.split('/').length;
    for (const route of routes)
      expect([route.url, at(questionOf(route).path)]).toEqual([route.url, at(route.url)]);
  });

  it('has a credential for every right that there is', () => {
    const single = credentials.flatMap((by) => (by.rights?.length === 1 ? by.rights : []));
    expect([...new Set(single)].sort()).toEqual([...rights].sort());
    const needed = routes.map(({ access }) => access).filter((access) => access.startsWith('RIGHT_'));
    expect(needed.filter((right) => !rights.includes(right))).toEqual([]);
  });

  it('K04 ASVS 10.3.2 ASVS 7.2.1 each answer is what the route declares, to the right', async () => {
    expect(await compare((route, by) => promised(route, questionOf(route), by))).toEqual([]);
  });

  it('K04 from another site’s page a cookie changes nothing, and no open route does either', async () => {
    const wrong = await compare((route, by) => {
      const question = questionOf(route);
      const expected = promised(route, question, by);
      const isSafe = methodsOf(route).every((method) => method === 'GET');
      if (isSafe || route.method === 'ALL') return expected;
      if (route.access === 'public' || route.access === 'optional') return [403, 'cross_origin'];
      return by.headers.cookie !== undefined && by.rights !== null ? [403, 'cross_origin'] : expected;
    }, elsewhere);
    // Whatever the method is, of the one route that takes them all.
    expect(wrong.filter((text) => !text.includes('/v1/auth/verify'))).toEqual([]);
  });

  it('K04 no method that is not declared does anything, whoever asks', async () => {
    const wrong: string[] = [];
    for (const url of new Set(routes.map((route) => route.url))) {
      const here = routes.filter((route) => route.url === url);
      const declared = new Set(here.flatMap(methodsOf));
      const { path } = questionOf(here[0] as Route);
      const undeclared = verbs.filter((verb) => !declared.has(verb) && !isTakenAsId(verb, url));
      const asked = undeclared.flatMap((method) => credentials.slice(0, 5).map((by) => ({ method, by })));
      for (const { method, by } of asked) {
        const [status] = await told(method, { path, body: {}, behind: 0 }, by.headers);
        if (![404, 405].includes(status)) wrong.push(`${method} ${url} with ${by.name}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('K04 HEAD opens nothing that GET keeps closed', async () => {
    const wrong: string[] = [];
    const closed = routes.filter(
      ({ method, access }) => method === 'GET' && !/^(public|optional)$/.test(access),
    );
    for (const route of closed) {
      const answers = credentials.map(async (by) => {
        if (promised(route, questionOf(route), by)[0] < 400) return;
        const [status] = await told('HEAD', questionOf(route), by.headers);
        if (status < 400) wrong.push(`HEAD ${route.url} with ${by.name}: ${status}`);
      });
      await Promise.all(answers);
    }
    expect(wrong).toEqual([]);
  });
});
