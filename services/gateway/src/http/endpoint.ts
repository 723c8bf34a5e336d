import { applyDecorators, HttpCode, RequestMapping, RequestMethod } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';

export interface EndpointOptions {
  /** A sentence for the OpenAPI document. */
  readonly summary: string;
  /**
   * `public`: nobody need be signed in. `optional`: the same, and who is signed in is known. `signed-in`: whoever.
   * A right: whoever holds it.
   */
  readonly access: 'public' | 'optional' | 'signed-in' | `RIGHT_${string}`;
  /** What the audit log calls it, `noun.verb`; left out for what is not logged. */
  readonly action?: string;
  /** Whether a success is told by the event that commits with the change, or by the request itself (reads). */
  readonly told?: 'by-event' | 'by-request';
  /** The answer when all is well. */
  readonly status: number;
  readonly answer?: z.ZodType;
  /** Media type of an answer that is not JSON. */
  readonly produces?: string;
  /** Headers that it reads, for the OpenAPI document: what each does. */
  readonly headers?: Readonly<Record<string, string>>;
  /** False where one address rightly asks without end. */
  readonly limited?: false;
  /** Refusals of its own, as `status code`. */
  readonly refusals?: readonly string[];
}

export interface Endpoint extends EndpointOptions {
  readonly method: Method;
  readonly path: string;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'ALL';

const endpoints = new WeakMap<object, Endpoint>();

/**
 * A route with everything that is declared of it: who may call it, what the log calls it, what it answers. Every route
 * has one: without it the guard refuses all requests.
 */
export function Endpoint(method: Method, path: string, options: EndpointOptions): MethodDecorator {
  const endpoint: Endpoint = { method, path, ...options };
  return applyDecorators(
    declare(endpoint),
    RouteConfig({ endpoint }),
    HttpCode(options.status),
    RequestMapping({ method: RequestMethod[method], path }),
  );
}

const declare =
  (endpoint: Endpoint): MethodDecorator =>
  (...[, , { value }]) => {
    endpoints.set(value as object, endpoint);
  };

/**
 * What a handler declares. Not kept as metadata of it: two guards look it up for every request, and `Reflect` searches two
 * maps each time.
 */
export const endpointOfHandler = (handler: object): Endpoint | undefined => endpoints.get(handler);

/** What the route of a request declares, also before its guards; undefined for what is no route of ours. */
export const endpointOf = (request: FastifyRequest): Endpoint | undefined =>
  (request.routeOptions.config as { readonly endpoint?: Endpoint } | undefined)?.endpoint;
