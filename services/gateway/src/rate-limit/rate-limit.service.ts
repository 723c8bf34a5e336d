import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { config } from '../config.js';
import type { Endpoint } from '../http/endpoint.js';
import { clientOf } from '../http/request.js';
import { addressBucket } from './address-bucket.js';

/** Requests of one address within a window, in seconds. */
const limits = {
  'sign-in': { points: 60, duration: 60 },
  'sign-up': { points: 30, duration: 600 },
  'password-reset': { points: 30, duration: 600 },
  general: { points: 1200, duration: 60 },
} as const;

export type LimitName = keyof typeof limits;

/** By action; every other is `general`. */
const nameOf: Readonly<Record<string, LimitName>> = {
  'session.create': 'sign-in',
  'user.create': 'sign-up',
  'password_reset.request': 'password-reset',
  'password_reset.complete': 'password-reset',
};

export interface Consumed {
  readonly name: LimitName;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly exceeded: boolean;
  /** The first one too many of its window. */
  readonly isFirstExceeded: boolean;
}

/** Counts in Redis, for all gateways together; while Redis is away each counts for itself. */
@Injectable()
export class RateLimitService implements OnModuleDestroy {
  private readonly redis = new Redis(config.redisUrl, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 500,
    retryStrategy: (times) => Math.min(times * 100, 2000),
  });
  private readonly limiters = new Map(
    (Object.keys(limits) as LimitName[]).map((name) => [name, this.limiter(name)] as const),
  );

  constructor() {
    this.redis.on('error', () => undefined);
    void this.redis.connect().catch(() => undefined);
  }

  onModuleDestroy(): void {
    this.redis.disconnect();
  }

  /** Whether requests of a route are counted. */
  counts(endpoint: Endpoint | undefined): boolean {
    return config.rateLimits !== 'off' && endpoint?.limited !== false;
  }

  /** Counts a request for its address. */
  count(request: FastifyRequest, endpoint: Endpoint | undefined): Promise<Consumed> {
    return this.consume(
      nameOf[endpoint?.action ?? ''] ?? 'general',
      addressBucket(clientOf(request).ipAddress),
    );
  }

  private async consume(name: LimitName, bucket: string): Promise<Consumed> {
    const { points, duration } = limits[name];
    const result = await this.limiters
      .get(name)
      ?.consume(bucket)
      .catch((refused: unknown) => {
        if (refused instanceof RateLimiterRes) return refused;
        throw refused;
      });
    const consumed = result?.consumedPoints ?? 0;
    return {
      name,
      limit: points,
      windowSeconds: duration,
      remaining: Math.max(0, result?.remainingPoints ?? points),
      resetSeconds: Math.max(1, Math.ceil((result?.msBeforeNext ?? 0) / 1000)),
      exceeded: consumed > points,
      isFirstExceeded: consumed === points + 1,
    };
  }

  private limiter(name: LimitName): RateLimiterRedis {
    const options = { keyPrefix: `limit:${name}`, ...limits[name] };
    return new RateLimiterRedis({
      storeClient: this.redis,
      ...options,
      insuranceLimiter: new RateLimiterMemory(options),
    });
  }
}
