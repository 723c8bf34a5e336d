import { beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import openapi from '@redocly/openapi-core';
import type { Endpoint as EndpointDecorator } from '../http/endpoint.js';
import type { Route } from './inventory.js';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<string, { readonly content?: Record<string, unknown> }>;
  readonly security: readonly object[];
}

const verbs = ['get', 'post', 'put', 'patch', 'delete'];

describe('the route inventory and the OpenAPI document', () => {
  let controllers: typeof import('../controllers.js')['controllers'];
  let inventoryOf: typeof import('./inventory.js')['inventoryOf'];
  let Endpoint: typeof EndpointDecorator;
  let endpointOfHandler: typeof import('../http/endpoint.js')['endpointOfHandler'];
  let routes: Route[];
  let document: Record<string, unknown>;
  let operations: [path: string, verb: string, operation: Operation][];

  beforeAll(async () => {
    process.env.NATS_URL = 'nats://unused';
    process.env.REDIS_URL = 'redis://unused';
    ({ controllers } = await import('../controllers.js'));
    ({ inventoryOf } = await import('./inventory.js'));
    ({ Endpoint, endpointOfHandler } = await import('../http/endpoint.js'));
    const whole = await import('./whole-document.js');
    routes = whole.routes();
    document = whole.wholeDocument();
    const paths = document.paths as Record<string, Record<string, Operation>>;
    operations = Object.entries(paths).flatMap(([path, of]) =>
      Object.entries(of).map(([verb, operation]) => [path, verb, operation] as [string, string, Operation]),
    );
  });

  it('every method of a controller that Nest routes has an Endpoint, and none is left out', () => {
    const routed = controllers.flatMap((controller) =>
      Object.getOwnPropertyNames(controller.prototype)
        .filter((name) => name !== 'constructor')
        .map((name) => [`${controller.name}.${name}`, controller.prototype[name]] as const)
        .filter(
          ([, handler]) => typeof handler === 'function' && Reflect.hasMetadata(PATH_METADATA, handler),
        ),
    );
    const undeclared = routed.filter(([, handler]) => !endpointOfHandler(handler));
    expect(undeclared.map(([name]) => name)).toEqual([]);
    expect(routes).toHaveLength(routed.length);
    expect(routes.length).toBeGreaterThan(30);
  });

  it('a route without an Endpoint would be noticed', () => {
    class Careless {
      get() {}
    }
    Get('careless')(
      Careless.prototype,
      'get',
      Object.getOwnPropertyDescriptor(Careless.prototype, 'get') ?? {},
    );
    Controller('v1')(Careless);
    expect(Reflect.hasMetadata(PATH_METADATA, Careless.prototype.get)).toBe(true);
    expect(inventoryOf([Careless])).toEqual([]);
  });

  it('whatever changes something is logged, and says by what; whatever is open says so', () => {
    const unlogged = routes.filter(({ method, action }) => method !== 'GET' && action === undefined);
    // The check for other programs is not logged: it is every request of theirs. The first step of a device login
    // belongs to nobody yet.
    expect(unlogged.map(({ url }) => url).sort()).toEqual([
      '/oauth2/device_authorization',
      '/oauth2/token',
      '/v1/auth/verify',
    ]);
    for (const { action, told } of routes) expect(told !== undefined).toBe(action !== undefined);
    for (const { action = 'noun.verb' } of routes) expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/);
    for (const { access } of routes) expect(access).toMatch(/^(public|optional|signed-in|RIGHT_[A-Z_]+)$/);
  });

  it('two routes never share a method and a path, however the parameters are called', () => {
    const at = routes.map(({ method, url }) => `${method} ${url.replace(/\{\w+\}/g, '{}')}`);
    expect(new Set(at).size).toBe(at.length);
  });

  it('has the prefix, the parameters in braces, and the schemas of body and query', () => {
    class Things {
      rename() {}
    }
    const decorate = Endpoint('PATCH', ':thing/', { summary: 's', access: 'RIGHT_USER_ALL', status: 200 });
    decorate(Things.prototype, 'rename', Object.getOwnPropertyDescriptor(Things.prototype, 'rename') ?? {});
    Controller('/v1/users/:user/things/')(Things);
    expect(inventoryOf([Things])).toMatchObject([
      { url: '/v1/users/{user}/things/{thing}', operationId: 'things.rename', access: 'RIGHT_USER_ALL' },
    ]);
    const create = routes.find(({ operationId }) => operationId === 'apiKey.create');
    expect(create?.body?.safeParse({ unknown: 1 }).success).toBe(false);
    const list = routes.find(({ operationId }) => operationId === 'apiKey.list');
    expect(list?.query?.safeParse({ limit: 101 }).success).toBe(false);
  });

  it('the document holds every route', () => {
    const told = operations.map(([path, verb]) => `${verb} ${path}`).sort();
    const wanted = routes.flatMap(({ method, url }) =>
      (method === 'ALL' ? verbs : [method.toLowerCase()]).map((verb) => `${verb} ${url}`),
    );
    expect(told).toEqual(wanted.sort());
  });

  it('no two operations have the same id', () => {
    const ids = operations.map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says of each what it needs, what it refuses, and 429 and 503 of all', () => {
    for (const [path, verb, { security, responses }] of operations) {
      const route = routes.find(
        ({ url, method }) => url === path && (method === 'ALL' || method.toLowerCase() === verb),
      );
      const open = route?.access === 'public' || route?.access === 'optional';
      expect([path, security.length]).toEqual([path, open ? 0 : 2]);
      const wanted = ['429', '503', ...(open ? [] : ['401', '403']), ...(route?.body ? ['422'] : [])];
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(wanted));
    }
  });

  it('is a valid OpenAPI 3.1 document', async () => {
    expect(await problemsOf(document)).toEqual([]);
  });

  it('the check of the document sees what is wrong', async () => {
    const copy = structuredClone(document) as { paths: Record<string, Record<string, object>> };
    copy.paths['/v1/broken/{id}'] = {
      get: {
        operationId: 'user.get',
        responses: { 200: { schema: { $ref: '#/components/schemas/Nothing' } } },
      },
    };
    const found = await problemsOf(copy);
    expect(found.join('\n')).toMatch(/unique/i);
    expect(found.join('\n')).toMatch(/`schema` is not expected/i);
    expect(found.join('\n')).toMatch(/path parameter `\{id\}`/i);
  });
});

async function problemsOf(document: unknown): Promise<string[]> {
  const rules: Record<string, 'error'> = {
    struct: 'error',
    'spec-components-invalid-map-name': 'error',
    'no-unresolved-refs': 'error',
    'operation-operationId-unique': 'error',
    'operation-operationId-url-safe': 'error',
    'operation-parameters-unique': 'error',
    'path-parameters-defined': 'error',
    'path-declaration-must-exist': 'error',
    'no-identical-paths': 'error',
    'path-not-include-query': 'error',
    'security-defined': 'error',
  };
  const config = await openapi.createConfig({ rules });
  const problems = await openapi.lintFromString({ source: JSON.stringify(document), config });
  return problems.map(({ message, location }) => `${message} at ${location[0]?.pointer}`);
}
