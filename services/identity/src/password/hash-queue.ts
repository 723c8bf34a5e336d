import { Overloaded } from '@latchkey/errors/errors';

/** Whoever is signed in goes first: a flood of sign-ins must not keep anybody from changing a password. */
export type Lane = 'signed-in' | 'stranger';

export interface HashQueueBounds {
  readonly atOnce: number;
  /** In each lane. */
  readonly places: number;
  readonly longestWaitMs: number;
}

/** So much work at a time and a short line behind it: whom it has no place for, or no time, is told to come back. */
export class HashQueue {
  private running = 0;
  /** In the order in which they are served. */
  private readonly lines = { 'signed-in': new Set<() => void>(), stranger: new Set<() => void>() };

  constructor(private readonly bounds: HashQueueBounds) {}

  get waiting(): number {
    return this.lines['signed-in'].size + this.lines.stranger.size;
  }

  /** @throws Overloaded; the work was not begun then */
  async run<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    if (this.running < this.bounds.atOnce) this.running++;
    else await this.turn(lane);
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private turn(lane: Lane): Promise<void> {
    const line = this.lines[lane];
    if (line.size >= this.bounds.places)
      throw new Overloaded(`The line for password hashes is full: ${lane}`);
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(patience);
        resolve();
      };
      const patience = setTimeout(() => {
        line.delete(begin);
        reject(new Overloaded(`Waited too long for a password hash: ${lane}`));
      }, this.bounds.longestWaitMs);
      line.add(begin);
    });
  }

  /** Whoever is next takes over the place, so that nobody slips in between. */
  private leave(): void {
    for (const line of Object.values(this.lines)) {
      for (const begin of line) {
        line.delete(begin);
        begin();
        return;
      }
    }
    this.running--;
  }
}
