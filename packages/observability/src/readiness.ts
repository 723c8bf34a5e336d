import { Injectable } from '@nestjs/common';

type Check = () => Promise<unknown>;

export interface ReadinessReport {
  readonly ready: boolean;
  /** `ok`, or why not, in a word: the sentence with the address in it stays in the log. */
  readonly checks: Readonly<Record<string, 'ok' | 'failed'>>;
}

/** So that a probe never adds load to a dependency that has none to spare. */
const keptMs = 1000;
const patienceMs = 2000;

/** Whether this process can do its work: its dependencies answer and it is not being stopped. */
@Injectable()
export class Readiness {
  readonly #checks = new Map<string, Check>();
  #last: { readonly at: number; readonly report: Promise<ReadinessReport> } | undefined;
  #stopping = false;

  /**
   * Adds a dependency.
   *
   * @param check rejects when the dependency does not answer
   */
  add(name: string, check: Check): void {
    this.#checks.set(name, check);
    this.#last = undefined;
  }

  /** From now on not ready, so that nothing new is sent here. */
  stop(): void {
    this.#stopping = true;
  }

  report(): Promise<ReadinessReport> {
    if (this.#stopping) return Promise.resolve({ ready: false, checks: { process: 'failed' } });
    const now = performance.now();
    if (!this.#last || now - this.#last.at >= keptMs) this.#last = { at: now, report: this.#run() };
    return this.#last.report;
  }

  async #run(): Promise<ReadinessReport> {
    const results = await Promise.all(
      [...this.#checks].map(
        async ([name, check]) => [name, (await answers(check)) ? 'ok' : 'failed'] as const,
      ),
    );
    return { ready: results.every(([, state]) => state === 'ok'), checks: Object.fromEntries(results) };
  }
}

async function answers(check: Check): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patienceMs, false);
  });
  const answer = Promise.resolve()
    .then(check)
    .then(
      () => true,
      () => false,
    );
  try {
    return await Promise.race([answer, patience]);
  } finally {
    clearTimeout(timer);
  }
}
