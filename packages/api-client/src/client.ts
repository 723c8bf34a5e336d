import type { Problem } from '@latchkey/contracts/problem';
import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { paths } from './schema.js';

export type LatchkeyClient = Client<paths>;

/** A client typed by docs/openapi.json. Refusals come back as `error`, a problem document (RFC 9457). */
export const createLatchkeyClient = (options: ClientOptions): LatchkeyClient => createClient<paths>(options);

/** Whether an answer is a problem document. */
export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'status' in value && 'requestId' in value;
