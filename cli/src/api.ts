import { arch, platform } from 'node:os';
import type { z } from 'zod';
import { Failure, wrongUsage } from './failure.js';
import { refusalOf } from './refusal.js';
import { version } from './version.js';

const systems: Record<string, string> = { darwin: 'Macintosh', win32: 'Windows NT', linux: 'Linux' };

/** Shown in the list of sessions and on the page that approves a login. */
export const userAgent = `latchkey-cli/${version} (${systems[platform()] ?? platform()} ${arch()}) Node.js/${process.versions.node}`;

/** No answer within this is none, in milliseconds. The server itself gives up after 5 s. */
const usualPatience = 30_000;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Ask<S extends z.ZodType> {
  /** The contract that the answer follows. */
  readonly answer: S;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
}

type Send = Omit<Ask<z.ZodType>, 'answer'> & { readonly form?: Readonly<Record<string, string>> };

/** A path with every value escaped: what a person types stays one segment. */
export function path(parts: TemplateStringsArray, ...values: string[]): string {
  return String.raw({ raw: parts }, ...values.map(segment));
}

/** A dot segment would climb out of its place, escaped or not (WHATWG URL). */
function segment(value: string): string {
  if (value === '' || value === '.' || value === '..') throw wrongUsage(`"${value}" is no id and no handle.`);
  return encodeURIComponent(value);
}

/** The gateway over HTTP, as one caller. */
export class Api {
  constructor(
    readonly url: string,
    private readonly token?: string,
    /** In milliseconds, for the whole answer. */
    private readonly patience = usualPatience,
  ) {}

  /** The same caller, who waits for longer, or not so long. */
  waiting(milliseconds: number): Api {
    return new Api(this.url, this.token, milliseconds);
  }

  /** The answer's body as the server wrote it, checked against the contract. @throws Failure */
  async ask<S extends z.ZodType>(method: Method, target: string, it: Ask<S>): Promise<z.infer<S>> {
    const response = await this.send(method, target, it);
    return checked(it.answer, await bodyOf(response));
  }

  /** An answer with status 2xx. @throws Failure */
  async send(method: Method, target: string, it: Send = {}): Promise<Response> {
    const response = await this.fetch(method, target, it);
    if (response.ok) return response;
    throw await refusal(response);
  }

  /** Of the OAuth endpoints, whose refusals are answers (RFC 6749, 5.2). */
  async form(
    target: string,
    form: Readonly<Record<string, string>>,
  ): Promise<{ ok: boolean; body: unknown }> {
    const response = await this.fetch('POST', target, { form });
    const body = await bodyOf(response);
    const isAnswer = response.ok || (typeof body === 'object' && body !== null && 'error' in body);
    if (!isAnswer)
      throw refusalOf({ status: response.status, body, retryAfter: response.headers.get('retry-after') });
    return { ok: response.ok, body };
  }

  private async fetch(
    method: Method,
    target: string,
    { body, form, query, headers }: Send,
  ): Promise<Response> {
    const url = new URL(this.url + target);
    for (const [name, value] of Object.entries(query ?? {}))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const response = await fetch(url, {
      method,
      // A redirect would carry the token to wherever it points.
      redirect: 'manual',
      signal: AbortSignal.timeout(this.patience),
      headers: {
        'user-agent': userAgent,
        accept: 'application/json, application/problem+json',
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    }).catch((error: unknown) => {
      throw unreachable(this.url, error);
    });
    if (response.status >= 300 && response.status < 400) throw redirected(this.url, response);
    return response;
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => {
    throw new Failure('unavailable', 'The answer was cut off.', { next: 'Try again shortly.' });
  });
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function refusal(response: Response): Promise<Failure> {
  return refusalOf({
    status: response.status,
    body: await bodyOf(response),
    retryAfter: response.headers.get('retry-after'),
  });
}

/** A newer server may say more than this version knows of: that is passed on, not refused. */
function checked<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const { success, error } = schema.safeParse(body);
  if (success || error.issues.every((issue) => issue.code === 'unrecognized_keys')) return body as z.infer<S>;
  throw new Failure('unavailable', 'The server answered something that this version does not understand.', {
    next: 'Check that the URL is that of a Latchkey, and that this CLI is as new as the server.',
    lines: error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`),
  });
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNRESET: 'the connection was cut',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority that is not known here',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

function unreachable(url: string, error: unknown): Failure {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  const code = cause?.code ?? '';
  const why = name === 'TimeoutError' ? 'it does not answer' : (reasons[code] ?? code);
  return new Failure('unavailable', `${url} cannot be reached${why === '' ? '' : `: ${why}`}.`, {
    next: 'Check that it runs; `--url` or LATCHKEY_URL chooses another.',
  });
}

function redirected(url: string, response: Response): Failure {
  const location = response.headers.get('location');
  const target = location !== null && URL.canParse(location, url) ? new URL(location, url).origin : undefined;
  return wrongUsage(
    `${url} is not where Latchkey lives: it points elsewhere.`,
    target === undefined ? undefined : `Use \`--url ${target}\`, if you trust it.`,
  );
}
