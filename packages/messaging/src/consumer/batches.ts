import { setImmediate as nextTurn } from 'node:timers/promises';

/** Does together what has come in while the work before was done: one batch at a time. */
export class Batches<T> {
  private waiting: T[] = [];
  private atWork = 0;
  private working: Promise<void> | undefined;

  /** @param work must not reject */
  constructor(
    private readonly work: (items: readonly T[]) => Promise<void>,
    private readonly onRoom: () => void,
  ) {}

  /** What was taken on and is not done. */
  get size(): number {
    return this.waiting.length + this.atWork;
  }

  add(item: T): void {
    this.waiting.push(item);
    this.working ??= this.run();
  }

  async idle(): Promise<void> {
    await this.working;
  }

  private async run(): Promise<void> {
    // What arrived at one moment is added in one turn.
    await nextTurn();
    while (this.waiting.length > 0) {
      const items = this.waiting;
      this.waiting = [];
      this.atWork = items.length;
      await this.work(items);
      this.atWork = 0;
      this.onRoom();
    }
    this.working = undefined;
  }
}
