import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { normalizePassword } from '@latchkey/contracts/password-rules';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, type Options, verify } from '@node-rs/argon2';
import { config } from '../config.js';
import { isWeaker } from './argon2-parameters.js';
import { HashQueue, type Lane } from './hash-queue.js';
import { countHash, showWaiting } from './password-metrics.js';

/** argon2id of RFC 9106; the library's enum cannot be imported by name under `verbatimModuleSyntax`. */
const argon2id = 2;

const options: Options = {
  algorithm: argon2id,
  memoryCost: config.argon2MemoryKib,
  timeCost: config.argon2Passes,
  parallelism: 1,
};

/** argon2id, as many at a time as there are cores, with a short line behind them. */
@Injectable()
export class PasswordHashService implements OnModuleInit {
  private readonly queue = new HashQueue({
    atOnce: config.argon2Concurrency ?? availableParallelism(),
    places: config.argon2Queue,
    longestWaitMs: config.argon2WaitMs,
  });
  /** A hash of today's parameters that nothing fits. */
  private nobodys = '';

  /** Made at the start: the first unknown name would take twice as long. Parameters that argon2 refuses stop it. */
  async onModuleInit(): Promise<void> {
    showWaiting(() => this.queue.waiting);
    this.nobodys = await hash(randomBytes(32), options);
  }

  /** @throws Overloaded */
  hash(password: string, lane: Lane): Promise<string> {
    return this.queue.run(lane, () => {
      countHash('made');
      return hash(normalizePassword(password), options);
    });
  }

  /**
   * @param phc null when there is nothing to compare with: the answer is false, and takes equally long (ASVS 5.0, 6.3.8)
   * @throws Overloaded
   */
  async verify(phc: string | null, password: string, lane: Lane): Promise<boolean> {
    const fits = await this.queue.run(lane, () => {
      countHash('compared');
      return verify(phc ?? this.nobodys, normalizePassword(password));
    });
    return fits && phc !== null;
  }

  /** Made with less memory or fewer passes than today's. */
  isOutdated(phc: string): boolean {
    return isWeaker(phc, { memoryKib: config.argon2MemoryKib, passes: config.argon2Passes });
  }
}
