/** The gateway's clock may run this much slower than the database's before its lease would outlive the one granted. */
const driftMargin = 0.98;

/** The right to answer from the cache, until a moment on this process's monotonic clock. */
export class Lease {
  private deadline = Number.NEGATIVE_INFINITY;

  /** Read it at the moment of use: a pause may lie between any two lines. */
  holds(now: number): boolean {
    return now < this.deadline;
  }

  /**
   * Counted from when the request was *sent*: the grant was made later, so the lease here ends before the one that a
   * revoker waits for. Call it after every invalidation of the answer was applied, never before.
   */
  extend(sentAt: number, leaseMs: number): void {
    this.deadline = Math.max(this.deadline, sentAt + leaseMs * driftMargin);
  }

  end(): void {
    this.deadline = Number.NEGATIVE_INFINITY;
  }
}
