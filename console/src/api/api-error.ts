import type { FieldProblem, Problem } from '@latchkey/contracts/problem';

/** A refusal of the server, as its problem document says it. */
export class ApiError extends Error {
  constructor(
    readonly problem: Problem,
    /** Seconds after which another try makes sense, if the server said so. */
    readonly retryAfter: number | null,
  ) {
    super(problem.detail);
    this.name = 'ApiError';
  }

  get code(): string {
    return this.problem.code;
  }

  get fields(): readonly FieldProblem[] {
    return this.problem.errors ?? [];
  }
}

/** No answer at all: the network, or a gateway that is not there. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('The server did not answer.', { cause });
    this.name = 'NoAnswer';
  }
}

export const hasCode = (error: unknown, code: string): error is ApiError =>
  error instanceof ApiError && error.code === code;

/** The credential itself was refused, as opposed to a password that was typed wrong or is asked for once more. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.problem.status === 401 &&
  !['invalid_credentials', 'second_factor_required', 'step_up_required'].includes(error.code);
