import { normalizePassword } from '@latchkey/contracts/password-rules';
import { Overloaded } from '@latchkey/errors/errors';
import { Injectable } from '@nestjs/common';
import { hash, type Options, verify } from '@node-rs/argon2';
import { config } from '../config.js';

/** argon2id of RFC 9106; the library's enum cannot be imported by name under `verbatimModuleSyntax`. */
const argon2id = 2;

const options: Options = {
  algorithm: argon2id,
  memoryCost: config.argon2MemoryKib,
  timeCost: config.argon2Passes,
  parallelism: 1,
};

/** What every PHC string of today's parameters begins with. */
const current = `$argon2id$v=19$m=${config.argon2MemoryKib},t=${config.argon2Passes},p=1$`;

/** argon2id (RFC 9106), as many at a time as there are cores, with a short queue: a flood is told to come back. */
@Injectable()
export class PasswordHashService {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy: Promise<string> | undefined;

  /** @throws Overloaded when the queue is full */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normalizePassword(password), options));
  }

  /**
   * @param phc null when there is nothing to compare with: the answer is false, and takes equally long, since it is
   *   compared with a hash of the same parameters that nothing fits (ASVS 5.0, 6.3.8)
   */
  async verify(phc: string | null, password: string): Promise<boolean> {
    const against = phc ?? (await this.nobodys());
    const fits = await this.inTurn(() => verify(against, normalizePassword(password)));
    return fits && phc !== null;
  }

  /** Made with other parameters than today's. */
  isOutdated(phc: string): boolean {
    return !phc.startsWith(current);
  }

  private nobodys(): Promise<string> {
    this.dummy ??= this.hash(`nobody's ${Math.random()}`);
    return this.dummy;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= config.argon2Concurrency) {
      if (this.waiting.length >= config.argon2Queue) throw new Overloaded('argon2 queue is full');
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running++;
    try {
      return await work();
    } finally {
      // Whoever is next takes over the place, so that nobody slips in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
