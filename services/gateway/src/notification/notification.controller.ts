import type { Caller } from '@latchkey/contracts/caller';
import {
  listNotifications,
  markAllSeen,
  Notification,
  NotificationListQuery,
  NotificationPage,
  UpdateNotification,
  updateNotification,
} from '@latchkey/contracts/notifications/notification';
import { NotFound } from '@latchkey/errors/errors';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Body, Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Endpoint } from '../http/endpoint.js';
import { By, Target } from '../http/params.js';
import { NotificationStreamService } from './notification-stream.service.js';

const access = 'RIGHT_USER_NOTIFICATIONS_READ';
const notificationId = /^ntf_[0-9A-Za-z]{20}$/;

@Controller('v1/users/:user/notifications')
export class NotificationController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly streams: NotificationStreamService,
  ) {}

  @Endpoint('GET', '', {
    summary: 'The inbox, newest first',
    access,
    action: 'notification.list',
    told: 'by-request',
    status: 200,
    answer: NotificationPage,
  })
  list(
    @By() caller: Caller,
    @Target() userId: string,
    @Query({ schema: NotificationListQuery }) { status, ...page }: z.infer<typeof NotificationListQuery>,
  ) {
    return this.rpc.call(listNotifications, { caller, userId, page, status });
  }

  @Endpoint('GET', 'stream', {
    summary:
      'New notifications as they come, as server-sent events; `Last-Event-ID` resumes; ends with its credential',
    access,
    headers: { 'Last-Event-ID': 'The id of the last one that was seen: goes on after it' },
    action: 'notification.stream',
    told: 'by-request',
    status: 200,
    produces: 'text/event-stream',
  })
  async stream(
    @By() caller: Caller,
    @Target() userId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const given = request.headers['last-event-id'];
    const lastId = typeof given === 'string' && notificationId.test(given) ? given : undefined;
    const events = await this.streams.follow({ caller, userId, lastId }, request, reply);
    // For nginx, which would gather a page of it before it passes anything on.
    void reply.header('x-accel-buffering', 'no').type('text/event-stream; charset=utf-8').send(events);
  }

  @Endpoint('PATCH', ':notification', {
    summary: 'Mark one as unseen, seen or archived',
    access,
    action: 'notification.update',
    told: 'by-request',
    status: 200,
    answer: Notification,
  })
  update(
    @By() caller: Caller,
    @Target() userId: string,
    @Param('notification') id: string,
    @Body({ schema: UpdateNotification }) { status }: z.infer<typeof UpdateNotification>,
  ) {
    if (!notificationId.test(id)) throw new NotFound('No such notification exists');
    return this.rpc.call(updateNotification, { caller, userId, notificationId: id, status });
  }

  @Endpoint('POST', 'mark-all-seen', {
    summary: 'Mark everything as seen',
    access,
    action: 'notification.mark_all_seen',
    told: 'by-request',
    status: 200,
    answer: z.object({ marked: z.number().int() }),
  })
  markAllSeen(@By() caller: Caller, @Target() userId: string) {
    return this.rpc.call(markAllSeen, { caller, userId });
  }
}
