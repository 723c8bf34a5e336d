import type { Attempt } from './attempts.js';

/**
 * Runs work side by side, that of one lane one after the other. The lane is the aggregate: two events about one
 * user never overtake each other in here.
 */
export class Lanes {
  private readonly tails = new Map<string, Promise<void>>();
  private count = 0;

  constructor(private readonly onRoom: () => void) {}

  /** Work that was taken on and is not done. */
  get size(): number {
    return this.count;
  }

  add({ lane, run }: Attempt): void {
    this.count += 1;
    const tail = (this.tails.get(lane) ?? Promise.resolve()).then(run).then(() => {
      this.count -= 1;
      if (this.tails.get(lane) === tail) this.tails.delete(lane);
      this.onRoom();
    });
    this.tails.set(lane, tail);
  }

  async idle(): Promise<void> {
    while (this.count > 0) await Promise.all(this.tails.values());
  }
}
