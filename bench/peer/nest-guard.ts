import { type CanActivate, Controller, type ExecutionContext, Get, Injectable, Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { announce } from './announce.js';
import { type Known, knownCredentials, sha256 } from './known-credentials.js';

/** A bare NestJS on Fastify: one guard that does a SHA-256, one Map lookup and a look at the rights; one route. */
const known = knownCredentials();

@Injectable()
class Guard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest & { known?: Known }>();
    const found = known.get(sha256(request.headers.authorization?.slice('Bearer '.length) ?? ''));
    if (!found?.rights.includes('RIGHT_USER_INFO')) return false;
    request.known = found;
    return true;
  }
}

@Controller()
class WhoController {
  @Get('who')
  who() {
    return { ok: true };
  }
}

@Module({ controllers: [WhoController], providers: [{ provide: APP_GUARD, useClass: Guard }] })
class BareModule {}

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
  logger: false,
});
await app.listen(0, '127.0.0.1');
announce(new URL(await app.getUrl()).port);
