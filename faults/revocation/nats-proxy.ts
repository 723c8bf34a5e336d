import { connect, createServer, type Server, type Socket } from 'node:net';

interface Wire {
  readonly near: Socket;
  readonly far: Socket;
  /** What the client calls itself, as `gateway-2`; once it has said so. */
  name: string | undefined;
}

const ends = ({ near, far }: Wire): Socket[] => [near, far];

/** A wire between the gateways and NATS that can be cut, frozen and slowed. On loopback only. */
export class NatsProxy {
  private readonly wires = new Set<Wire>();
  private frozen: string | 'all' | undefined;
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

  /** Nothing passes for that client, or for all, and nobody is told: a partition. */
  freeze(name: string | 'all' = 'all'): void {
    this.frozen = name;
    for (const wire of this.wires) if (this.isFrozen(wire)) for (const socket of ends(wire)) socket.pause();
  }

  thaw(): void {
    this.frozen = undefined;
    for (const wire of this.wires) for (const socket of ends(wire)) socket.resume();
  }

  /** The connections are reset: what was on its way is lost. */
  cut(name: string | 'all' = 'all'): void {
    for (const wire of this.wires) {
      if (name === 'all' || wire.name === name) for (const socket of ends(wire)) socket.destroy();
    }
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
    const wire: Wire = { near, far: connect(targetPort, '127.0.0.1'), name: undefined };
    this.wires.add(wire);
    // NATS clients introduce themselves: CONNECT {"name": "gateway-2", …}
    near.on('data', (chunk) => {
      wire.name ??= /"name":"(?:[^"/]+\/)?([^"/]+)"/.exec(chunk.toString('latin1'))?.[1];
    });
    this.pass(wire.near, wire.far);
    this.pass(wire.far, wire.near);
    for (const socket of ends(wire)) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.wires.delete(wire);
        for (const other of ends(wire)) other.destroy();
      });
      if (this.isFrozen(wire)) socket.pause();
    }
  }

  private isFrozen(wire: Wire): boolean {
    return this.frozen === 'all' || (this.frozen !== undefined && this.frozen === wire.name);
  }

  private pass(from: Socket, to: Socket): void {
    from.on('data', (chunk) => {
      if (this.delayMs === 0) to.write(chunk);
      else setTimeout(() => to.write(chunk), this.delayMs);
    });
  }
}
