import type { OutputOf } from '@latchkey/contracts/rpc';
import {
  type CredentialQuestion,
  mostQuestions,
  verifyCredentials,
} from '@latchkey/contracts/tokens/credential';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Injectable } from '@nestjs/common';

type Answers = OutputOf<typeof verifyCredentials>;
type Answer = Answers['answers'][number] & Pick<Answers, 'seq'>;

interface Asked {
  readonly question: CredentialQuestion;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Asks the tokens service whose credentials are. What is asked in one turn of the event loop goes as one message and
 * comes from one read, which begins after the last of them was asked: nobody joins a question that was sent already
 * (ADR 4, rule 5). So a gateway with an empty cache asks a busy database once and not sixty times.
 */
@Injectable()
export class CredentialQuestions {
  private asked: Asked[] = [];

  constructor(private readonly rpc: RpcClient) {}

  /** @throws Unavailable when the tokens service does not answer */
  ask(question: CredentialQuestion): Promise<Answer> {
    return new Promise((resolve, reject) => {
      // Its message tells of the first one's request, for all of them.
      if (this.asked.push({ question, resolve, reject }) === 1) setImmediate(this.sendAll);
    });
  }

  private readonly sendAll = (): void => {
    const { asked } = this;
    this.asked = [];
    for (let i = 0; i < asked.length; i += mostQuestions) void this.send(asked.slice(i, i + mostQuestions));
  };

  private async send(asked: readonly Asked[]): Promise<void> {
    try {
      const questions = asked.map(({ question }) => question);
      const { answers, seq } = await this.rpc.call(verifyCredentials, { questions });
      for (const [i, { resolve, reject }] of asked.entries()) {
        const answer = answers[i];
        if (answer) resolve({ ...answer, seq });
        else reject(new Error(`${answers.length} answers to ${asked.length} questions`));
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
