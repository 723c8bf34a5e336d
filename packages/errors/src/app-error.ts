/** The sort of refusal; it alone decides the HTTP status. */
export type ErrorKind = keyof typeof statusOf;

export const statusOf = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  precondition_failed: 412,
  too_large: 413,
  unsupported: 415,
  invalid: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export interface FieldError {
  /** JSON Pointer (RFC 6901) into the body. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export interface ErrorDetails {
  readonly errors?: readonly FieldError[];
  /** Seconds until it is worth asking again: the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  /** Further members of the problem document (RFC 9457, 3.2), e.g. a challenge. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Stays in the log: never crosses a wire. */
  readonly privateDetail?: string;
}

/** What crosses the bus of a refusal. */
export interface WireError {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * A refusal with a sentence. The kind decides the status, the code is for ever, the sentence may change.
 * Services throw subclasses; one filter per transport writes them out.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, code: string, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = new.target.name;
    this.kind = kind;
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return statusOf[this.kind];
  }

  toWire(): WireError {
    const { privateDetail: _, ...open } = this.details;
    return { kind: this.kind, code: this.code, message: this.message, ...open };
  }

  static fromWire({ kind, code, message, ...details }: WireError): AppError {
    return new AppError(kind, code, message, details);
  }
}
