import type { Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type { z } from 'zod';
import { type Endpoint, endpointOfHandler } from '../http/endpoint.js';

export interface Route extends Endpoint {
  /** With the controller's prefix, as `/v1/users/{user}/sessions`. */
  readonly url: string;
  readonly operationId: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
}

/** Nest's numbers for where an argument comes from. */
const places = { 3: 'body', 4: 'query' } as const;

interface Argument {
  readonly schema?: z.ZodType;
}

/** Every route of the gateway, from what its controllers declare. */
export function inventoryOf(controllers: readonly Type[]): Route[] {
  return controllers.flatMap((controller) => {
    const prefix = Reflect.getMetadata('path', controller) as string;
    const names = Object.getOwnPropertyNames(controller.prototype).filter((name) => name !== 'constructor');
    return names.flatMap((name) => routeOf(controller, name, prefix));
  });
}

function routeOf(controller: Type, name: string, prefix: string): Route[] {
  const handler = (controller.prototype as Record<string, object>)[name] as object;
  const endpoint = endpointOfHandler(handler);
  if (!endpoint) return [];
  const parts = [prefix, endpoint.path].map((part) => part.replace(/^\/|\/$/g, '')).filter(Boolean);
  const url = `/${parts.join('/')}`.replace(/:([a-zA-Z]+)/g, '{$1}');
  const operationId = `${controller.name.replace(/Controller$/, '').replace(/^./, (c) => c.toLowerCase())}.${name}`;
  return [{ ...endpoint, url, operationId, ...schemasOf(controller, name) }];
}

function schemasOf(controller: Type, name: string): Pick<Route, 'body' | 'query'> {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, Argument>;
  const found = Object.entries(args).flatMap(([key, { schema }]) => {
    const place = places[Number(key.split(':')[0]) as keyof typeof places];
    return place && schema ? [[place, schema] as const] : [];
  });
  return Object.fromEntries(found);
}
