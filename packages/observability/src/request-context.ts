import { AsyncLocalStorage } from 'node:async_hooks';

/** What follows one request through a process, and from process to process. */
export interface RequestContext {
  /** As the client sees it in `X-Request-Id`; for what no client asked (a schedule, a job) one of our own. */
  readonly requestId: string;
  /** W3C Trace Context, version 00. */
  readonly traceparent?: string;
  /** Milliseconds of this process's `performance.now()`: nobody waits for the answer after that. */
  readonly deadlineAt?: number;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The request that is being worked on, if there is one. */
export const currentContext = (): RequestContext | undefined => storage.getStore();

/** Runs `work`, and all that it awaits, as part of `request`. */
export const runInContext = <T>(request: RequestContext, work: () => T): T => storage.run(request, work);
