import { type FieldProblem, Problem } from '@latchkey/contracts/problem';
import { Failure, type FailureKind } from './failure.js';

const kinds: Record<number, FailureKind> = {
  401: 'notSignedIn',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  410: 'notFound',
  412: 'conflict',
  429: 'rateLimited',
};

function kindOf(status: number): FailureKind {
  return kinds[status] ?? (status >= 500 ? 'unavailable' : 'usage');
}

/** What to do next, by the problem's code. The server's sentence says what is wrong. */
const nextSteps: Record<string, string> = {
  invalid_token: 'Sign in with `latchkey login`.',
  unauthenticated: 'Sign in with `latchkey login`.',
  step_up_required: 'Sign in with `latchkey login`: an API key is not enough here.',
  wrong_password: 'Check the current password, or reset it in the browser.',
  insufficient_rights:
    'Sign in with `latchkey login`, or use a key that has this right. `latchkey whoami` lists yours.',
  right_not_held: 'Choose among the rights that you hold: `latchkey whoami` lists them.',
  rights_required: 'Add `--right-…` or `--rights`; `latchkey policy show` lists the rights that exist.',
  unknown_right: '`latchkey policy show` lists the rights that exist.',
  token_limit_reached:
    'Delete one first: `latchkey users api-keys list`, then `latchkey users api-keys delete`.',
  expiry_required: 'Add `--expires-in-days` or `--expires-at`.',
  expiry_too_long: '`latchkey policy show` says how long a key may last.',
  expiry_in_past: 'Choose a time in the future.',
  expiry_not_extendable: 'Create a new key, or rotate this one, instead.',
  revocation_pending:
    'The revocation is committed and completes by itself; `latchkey audit-log list` shows it when it has.',
  precondition_failed: 'Somebody else changed it meanwhile. Look at it again, then repeat.',
  unavailable: 'Try again shortly.',
  overloaded: 'Try again shortly.',
};

export interface Refused {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
}

/** An answer that is not 2xx, as the failure of the command. */
export function refusalOf({ status, body, retryAfter }: Refused): Failure {
  const problem = Problem.partial({ type: true, requestId: true }).safeParse(body);
  if (!problem.success) {
    return new Failure(kindOf(status), `The server answered ${status} and did not say why.`, {
      next: 'Check that the URL is that of a Latchkey: `--url` or LATCHKEY_URL chooses another.',
    });
  }
  const { code, detail, title, errors = [], requestId } = problem.data;
  return new Failure(kindOf(status), errors.length > 0 ? title : detail, {
    code,
    requestId,
    lines: errors.map(fieldLine),
    next: waitFor(retryAfter) ?? nextSteps[code],
  });
}

const fieldLine = ({ pointer, message }: FieldProblem): string => {
  const field = pointer.replace(/^[#/]+/, '').replaceAll('/', '.');
  return field === '' ? message : `${field}: ${message}`;
};

function waitFor(retryAfter: string | null): string | undefined {
  const seconds = Number(retryAfter);
  if (retryAfter === null || !Number.isFinite(seconds) || seconds <= 0) return undefined;
  return seconds < 120
    ? `Try again in ${Math.ceil(seconds)} ${Math.ceil(seconds) === 1 ? 'second' : 'seconds'}.`
    : `Try again in ${Math.ceil(seconds / 60)} minutes.`;
}
