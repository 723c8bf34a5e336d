/** What a program learns from the exit code; the sentence is for people. The numbers are for ever. */
export const exitCodes = {
  ok: 0,
  /** A defect of the CLI itself. */
  unexpected: 1,
  /** Wrong flags, or something that the server refuses as invalid. */
  usage: 2,
  notSignedIn: 3,
  forbidden: 4,
  notFound: 5,
  conflict: 6,
  rateLimited: 7,
  /** The server, or a part of it, does not answer. */
  unavailable: 8,
  /** Ctrl-C, as shells count it: 128 + SIGINT. */
  interrupted: 130,
} as const;

export type FailureKind = Exclude<keyof typeof exitCodes, 'ok'>;

export interface FailureDetails {
  /** What to do next, as a sentence. */
  readonly next?: string | undefined;
  /** The problem’s code, when a server refused. */
  readonly code?: string | undefined;
  /** One line for each thing that is wrong. */
  readonly lines?: readonly string[] | undefined;
  readonly requestId?: string | undefined;
}

/** Ends the command: one sentence, what to do next, and an exit code by kind. */
export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    sentence: string,
    readonly details: FailureDetails = {},
  ) {
    super(sentence);
    this.name = 'Failure';
  }

  get exitCode(): number {
    return exitCodes[this.kind];
  }
}

/** What the person typed cannot be meant. */
export const wrongUsage = (sentence: string, next?: string): Failure =>
  new Failure('usage', sentence, { next });
