import { Problem } from '@latchkey/contracts/problem';
import { z } from 'zod';
import type { Method } from '../http/endpoint.js';
import type { Route } from './inventory.js';

type Json = Record<string, unknown>;

const problems = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const verbs: Record<Method, readonly string[]> = {
  GET: ['get'],
  POST: ['post'],
  PUT: ['put'],
  PATCH: ['patch'],
  DELETE: ['delete'],
  ALL: ['get', 'post', 'put', 'patch', 'delete'],
};

const parameters: Record<string, string> = {
  user: '`me`, a handle or a user id',
  session: 'A session id, or `current`',
};

/** OpenAPI 3.1 of all routes. Schemas that have an id stand under `components`, once. */
export function openApiDocument(routes: readonly Route[]): Json {
  const schemas = new Map<string, Json>();
  const paths: Record<string, Json> = {};
  for (const route of [...routes].sort((a, b) => a.url.localeCompare(b.url))) {
    const operations = verbs[route.method].map((verb) => [verb, operationOf(route, verb, schemas)]);
    paths[route.url] = { ...paths[route.url], ...Object.fromEntries(operations) };
  }
  const problem = jsonSchema(Problem, 'output', schemas);
  if (!schemas.has('Problem')) schemas.set('Problem', problem);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Latchkey',
      version: '1',
      description:
        'The account-settings back end. Revoked means revoked: when a call that revokes answers 2xx, no gateway accepts the old credential any more.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries([...schemas].sort(([a], [b]) => a.localeCompare(b))),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A session token, CLI token or API key' },
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-latchkey_session' },
      },
    },
  };
}

function operationOf(route: Route, verb: string, schemas: Map<string, Json>): Json {
  const open = route.access === 'public' || route.access === 'optional';
  const form = route.url.startsWith('/oauth2/') ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    operationId: route.method === 'ALL' ? `${route.operationId}.${verb}` : route.operationId,
    summary: route.summary,
    tags: [route.operationId.split('.')[0]],
    ...(route.access.startsWith('RIGHT_') ? { description: `Needs \`${route.access}\`.` } : {}),
    ...parametersOf(route, schemas),
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { [form]: { schema: jsonSchema(route.body, 'input', schemas) } },
          },
        }
      : {}),
    responses: responsesOf(route, schemas, open),
    security: open ? [] : [{ token: [] }, { cookie: [] }],
  };
}

function parametersOf(route: Route, schemas: Map<string, Json>): Json {
  const inPath = [...route.url.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...(parameters[name] ? { description: parameters[name] } : {}),
    schema: { type: 'string' },
  }));
  const { properties = {}, required = [] } = (
    route.query ? jsonSchema(route.query, 'input', schemas) : {}
  ) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  const inHeader = Object.entries(route.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }));
  const all = [...inPath, ...inQuery, ...inHeader];
  return all.length > 0 ? { parameters: all } : {};
}

function responsesOf(route: Route, schemas: Map<string, Json>, open: boolean): Json {
  const media = route.produces ?? 'application/json';
  const answer = route.answer
    ? { content: { [media]: { schema: jsonSchema(route.answer, 'output', schemas) } } }
    : route.produces
      ? { content: { [media]: {} } }
      : {};
  const refusals = new Map<string, string[]>();
  const own = [
    ...(route.refusals ?? []),
    ...(route.body ? ['422 validation_failed'] : []),
    '429 rate_limited',
    '503 unavailable',
  ];
  const ofAccess = open ? [] : ['401 unauthenticated', '401 invalid_token', '403 insufficient_rights'];
  for (const refusal of [...own, ...ofAccess]) {
    const [status = '', code = ''] = refusal.split(' ');
    refusals.set(status, [...(refusals.get(status) ?? []), code]);
  }
  return {
    [String(route.status)]: { description: route.summary, ...answer },
    ...Object.fromEntries(
      [...refusals]
        .sort()
        .map(([status, codes]) => [
          status,
          { description: [...new Set(codes)].map((code) => `\`${code}\``).join(', '), content: problems },
        ]),
    ),
  };
}

/** A zod schema as JSON Schema 2020-12; parts with an id are moved to `components` and referred to. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Map<string, Json>): Json {
  const {
    $schema: _,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json & {
    $defs?: Record<string, Json>;
  };
  for (const [name, definition] of Object.entries($defs)) schemas.set(name, relink(definition));
  const { id, ...rest } = root as { id?: string };
  if (id === undefined) return relink(root);
  schemas.set(id, relink(rest));
  return { $ref: `#/components/schemas/${id}` };
}

/** `#/$defs/X` → `#/components/schemas/X`, everywhere below. */
function relink<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as T;
}
