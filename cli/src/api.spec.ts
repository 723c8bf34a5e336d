import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Api, path, userAgent } from './api.js';

const Pet = z.object({ name: z.string(), legs: z.strictObject({ count: z.number() }).optional() });

let server: Server;
let url: string;
let answer: RequestListener;
const seen: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  seen.length = 0;
});

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

describe('path', () => {
  it('keeps what was typed in one segment', () => {
    expect(path`/v1/users/${'a/../b?c#d'}/sessions`).toBe('/v1/users/a%2F..%2Fb%3Fc%23d/sessions');
  });

  it.each(['', '.', '..'])('refuses %p, which would climb', (value) => {
    expect(() => path`/v1/users/${value}/sessions`).toThrow('is no id and no handle');
  });
});

describe('Api', () => {
  it('sends the credential and says what it is', async () => {
    answer = json(200, { name: 'Rex' });
    await new Api(url, 'secret').ask('GET', '/pets/rex', {
      answer: Pet,
      query: { limit: 5, cursor: undefined },
    });
    expect(seen[0]?.url).toBe('/pets/rex?limit=5');
    expect(seen[0]?.headers.authorization).toBe('Bearer secret');
    expect(seen[0]?.headers['user-agent']).toBe(userAgent);
  });

  it('passes on what a newer server says besides', async () => {
    const body = { name: 'Rex', colour: 'brown', legs: { count: 4, left: 2 } };
    answer = json(200, body);
    expect(await new Api(url).ask('GET', '/', { answer: Pet })).toEqual(body);
  });

  it('refuses an answer that lacks what the contract has', async () => {
    answer = json(200, { title: 'It works!' });
    const failure = await new Api(url).ask('GET', '/', { answer: Pet }).catch((error) => error);
    expect(failure).toMatchObject({
      kind: 'unavailable',
      details: { lines: [expect.stringContaining('name')] },
    });
  });

  it('takes a token nowhere else', async () => {
    answer = (_request, response) =>
      response.writeHead(307, { location: 'http://elsewhere.example/v1' }).end();
    const failure = await new Api(url, 'secret').send('GET', '/').catch((error) => error);
    expect(failure).toMatchObject({
      kind: 'usage',
      details: { next: expect.stringContaining('http://elsewhere.example') },
    });
    expect(seen).toHaveLength(1);
  });

  it('says that nothing answers', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const free = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    await new Promise((resolve) => gone.close(resolve));
    const failure = await new Api(free).send('GET', '/').catch((error) => error);
    expect(failure).toMatchObject({
      kind: 'unavailable',
      message: `${free} cannot be reached: nothing listens there.`,
    });
  });

  it('gives up on a server that says nothing', async () => {
    answer = () => undefined;
    const failure = await new Api(url)
      .waiting(20)
      .send('GET', '/')
      .catch((error) => error);
    expect(failure).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('does not answer'),
    });
  });

  it('takes an OAuth error for an answer and a problem for a refusal', async () => {
    answer = json(400, { error: 'slow_down' });
    expect(await new Api(url).form('/oauth2/token', { a: 'b' })).toEqual({
      ok: false,
      body: { error: 'slow_down' },
    });
    answer = json(503, { code: 'unavailable', title: 'Unavailable', status: 503, detail: 'Away.' });
    await expect(new Api(url).form('/oauth2/token', {})).rejects.toMatchObject({
      kind: 'unavailable',
      message: 'Away.',
    });
  });
});
