export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or the text where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it
  readonly body: any;
}

export interface Ask {
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** One request over HTTP, as any program would send it. */
export async function ask(origin: string, method: string, path: string, it: Ask = {}): Promise<Answer> {
  const headers: Record<string, string> = { ...it.headers };
  if (it.token !== undefined) headers.authorization = `Bearer ${it.token}`;
  if (it.cookie !== undefined) headers.cookie = it.cookie;
  if (it.body !== undefined) headers['content-type'] ??= 'application/json';
  const response = await fetch(origin + path, {
    method,
    headers,
    redirect: 'manual',
    ...(it.body === undefined
      ? {}
      : { body: typeof it.body === 'string' ? it.body : JSON.stringify(it.body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
