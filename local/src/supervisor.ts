import type { Launch } from './launch.js';
import { SupervisedProcess, type Surroundings } from './supervised-process.js';

/** Keeps processes running. They are in stages: a later one is stopped before an earlier one. */
export class Supervisor {
  private readonly stages = new Map<number, SupervisedProcess[]>();
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly around: Surroundings,
    private readonly graceMs = 10_000,
  ) {}

  get isStopping(): boolean {
    return this.stopped !== undefined;
  }

  /**
   * Starts processes side by side, and keeps them running.
   *
   * @returns when each of them answers; rejects with a sentence when one does not get there
   */
  async start(stage: number, launches: readonly Launch[]): Promise<void> {
    if (this.isStopping) throw new Error('Latchkey is stopping.');
    const processes = launches.map((launch) => new SupervisedProcess(launch, this.around));
    this.stages.set(stage, [...(this.stages.get(stage) ?? []), ...processes]);
    await Promise.all(processes.map((process) => process.start()));
  }

  /** Stops all, the last stage first. */
  stop(): Promise<void> {
    this.stopped ??= this.stopStages();
    return this.stopped;
  }

  /** Ends all at once; `stop` then returns soon. */
  kill(): void {
    for (const process of [...this.stages.values()].flat()) process.kill();
  }

  private async stopStages(): Promise<void> {
    const lastFirst = [...this.stages].sort(([a], [b]) => b - a);
    for (const [, processes] of lastFirst) {
      await Promise.all(processes.map((process) => process.stop(this.graceMs)));
    }
  }
}
