import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** How long a connection may still come up with its first request once we stop, in milliseconds. */
const patienceMs = 500;
/** After this whatever is still open is cut, in milliseconds: longer than a request may take, shorter than a supervisor waits. */
const cutAllAfterMs = 6000;

/**
 * Closes connections that never asked anything when the process stops. Browsers and HTTP clients open some in advance;
 * Node counts them as busy and would wait for each until its head is overdue.
 */
@Injectable()
export class SilentConnections implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly silent = new Set<Socket>();
  private stopping = false;

  constructor(private readonly adapter: HttpAdapterHost) {}

  onApplicationBootstrap(): void {
    this.server.on('connection', (socket: Socket) => {
      this.silent.add(socket);
      socket.once('close', () => this.silent.delete(socket));
      if (this.stopping) this.letGo(socket);
    });
    this.server.on('request', ({ socket }: IncomingMessage) => this.silent.delete(socket));
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
    for (const socket of this.silent) this.letGo(socket);
    setTimeout(() => this.server.closeAllConnections(), cutAllAfterMs).unref();
  }

  private get server(): Server {
    return this.adapter.httpAdapter.getHttpServer() as Server;
  }

  private letGo(socket: Socket): void {
    setTimeout(() => {
      if (this.silent.has(socket)) socket.destroy();
    }, patienceMs);
  }
}
