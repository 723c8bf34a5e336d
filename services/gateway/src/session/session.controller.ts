import type { Caller, Client } from '@latchkey/contracts/caller';
import { PageQuery, pageOf } from '@latchkey/contracts/page';
import { Receipt } from '@latchkey/contracts/tokens/revocation';
import {
  createSession,
  endSession,
  endSessions,
  listSessions,
  Session,
  SignedIn,
  SignIn,
} from '@latchkey/contracts/tokens/session';
import { NotFound } from '@latchkey/errors/errors';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Body, Controller, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Endpoint } from '../http/endpoint.js';
import { By, From, Target } from '../http/params.js';
import { clearSessionCookie, setSessionCookie } from '../http/session-cookie.js';

const EndQuery = z.strictObject({ except: z.literal('current').optional() });
const sessionId = /^ses_[0-9A-Za-z]{20}$/;

@Controller('v1')
export class SessionController {
  constructor(private readonly rpc: RpcClient) {}

  @Endpoint('POST', 'sessions', {
    summary: 'Sign in; sets the cookie, or returns a token with `transport: "bearer"`',
    access: 'public',
    action: 'session.create',
    told: 'by-event',
    status: 201,
    answer: SignedIn,
    refusals: ['401 invalid_credentials', '403 account_suspended', '429 rate_limited', '503 overloaded'],
  })
  async create(
    @Body({ schema: SignIn }) { transport, ...proof }: SignIn,
    @From() client: Client,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { token, ...signedIn } = await this.rpc.call(createSession, { ...proof, client });
    if (transport === 'bearer') return { ...signedIn, token };
    setSessionCookie(reply, token);
    return signedIn;
  }

  @Endpoint('GET', 'users/:user/sessions', {
    summary: 'Where one is signed in',
    access: 'RIGHT_USER_ALL',
    action: 'session.list',
    told: 'by-request',
    status: 200,
    answer: pageOf(Session),
  })
  list(@By() caller: Caller, @Target() userId: string, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.rpc.call(listSessions, { caller, userId, page });
  }

  @Endpoint('DELETE', 'users/:user/sessions/:session', {
    summary: 'End a session, or `current`; with the 204 it is dead on every gateway',
    access: 'RIGHT_USER_ALL',
    action: 'session.end',
    told: 'by-event',
    status: 204,
  })
  async end(
    @By() caller: Caller,
    @Target() userId: string,
    @Param('session') session: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const id = session === 'current' ? caller.credentialId : session;
    if (!sessionId.test(id)) throw new NotFound('No such session is open');
    await this.rpc.call(endSession, { caller, userId, sessionId: id });
    if (id === caller.credentialId) clearSessionCookie(reply);
  }

  @Endpoint('DELETE', 'users/:user/sessions', {
    summary: 'End all sessions, or with `?except=current` all others',
    access: 'RIGHT_USER_ALL',
    action: 'session.end_all',
    told: 'by-event',
    status: 200,
    answer: Receipt,
  })
  async endAll(
    @By() caller: Caller,
    @Target() userId: string,
    @Query({ schema: EndQuery }) { except }: z.infer<typeof EndQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const exceptCurrent = except === 'current';
    const receipt = await this.rpc.call(endSessions, { caller, userId, exceptCurrent });
    if (!exceptCurrent && userId === caller.userId) clearSessionCookie(reply);
    return receipt;
  }
}
