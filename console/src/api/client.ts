import { ApiError, NoAnswer } from './api-error.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Options {
  readonly body?: unknown;
  readonly ifMatch?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Answer<T> {
  readonly data: T;
  readonly etag: string | null;
}

/**
 * One call to the gateway that served this page. The session cookie goes along by itself; no script can read it.
 * What comes back was checked against the contract's schema by the gateway, so it is not checked again.
 *
 * @throws ApiError for a problem document, NoAnswer when there was none
 */
export async function request<T>(method: Method, path: string, options: Options = {}): Promise<Answer<T>> {
  let response = await send(method, path, options);
  // The cookie may have been replaced while this was on its way (another tab changed the password): with the new one it
  // is answered. What is no question is not asked twice.
  if (response.status === 401 && method === 'GET') response = await send(method, path, options);
  if (!response.ok) throw new ApiError(await readProblem(response), readRetryAfter(response));
  const text = await response.text();
  const data: unknown = text === '' ? undefined : JSON.parse(text);
  return { data: data as T, etag: response.headers.get('etag') };
}

export const get = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  (await request<T>('GET', path, { signal })).data;

async function send(method: Method, path: string, options: Options): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  if (options.ifMatch) headers.set('if-match', options.ifMatch);
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey);
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new NoAnswer(error);
  }
}

async function readProblem(response: Response) {
  if (response.headers.get('content-type')?.includes('json')) {
    return await response.json();
  }
  // A proxy in between, not the gateway.
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: 'unavailable',
    detail: '',
    requestId: response.headers.get('x-request-id') ?? '',
  };
}

function readRetryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : null;
}
