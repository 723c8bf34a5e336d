import { connect, createServer, type Server, type Socket } from 'node:net';

/** A wire between the gateways and NATS that can be cut, frozen and slowed. On loopback only. */
export class NatsProxy {
  private readonly pairs = new Set<[Socket, Socket]>();
  private frozen = false;
  private delayMs = 0;

  private constructor(private readonly server: Server) {}

  static async open(targetPort: number): Promise<NatsProxy> {
    const server = createServer();
    const proxy = new NatsProxy(server);
    server.on('connection', (near) => proxy.join(near, targetPort));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    const address = this.server.address();
    if (!address || typeof address === 'string') throw new Error('the proxy does not listen');
    return address.port;
  }

  /** Nothing passes, and nobody is told: a partition. */
  freeze(): void {
    this.frozen = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  thaw(): void {
    this.frozen = false;
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  /** Every connection is reset. */
  cut(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
  }

  /** Whatever passes from now on takes so much longer, in milliseconds, in its order. */
  slow(delayMs: number): void {
    this.delayMs = delayMs;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket, targetPort: number): void {
    const far = connect(targetPort, '127.0.0.1');
    const pair: [Socket, Socket] = [near, far];
    this.pairs.add(pair);
    this.pass(near, far);
    this.pass(far, near);
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
      if (this.frozen) socket.pause();
    }
  }

  private pass(from: Socket, to: Socket): void {
    from.on('data', (chunk) => {
      if (this.delayMs === 0) to.write(chunk);
      else setTimeout(() => to.write(chunk), this.delayMs);
    });
  }
}
