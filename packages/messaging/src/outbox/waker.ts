/** Sleeps that can be cut short, also by a call that came just before. */
export class Waker {
  private hinted = false;
  private hurried = false;
  private cutSleep: (() => void) | undefined;
  private cutRest: (() => void) | undefined;

  /** Ends a sleep; in a hurry, a rest too. */
  wake({ urgent = false } = {}): void {
    this.hinted = true;
    this.cutSleep?.();
    if (!urgent) return;
    this.hurried = true;
    this.cutRest?.();
  }

  async sleep(ms: number): Promise<void> {
    if (!this.hinted) {
      await cuttable(ms, (cut) => {
        this.cutSleep = cut;
      });
    }
    this.cutSleep = undefined;
    this.hinted = false;
  }

  /** Only whoever is in a hurry cuts it short. */
  async rest(ms: number): Promise<void> {
    if (!this.hurried && ms > 0) {
      await cuttable(ms, (cut) => {
        this.cutRest = cut;
      });
    }
    this.cutRest = undefined;
    this.hurried = false;
  }
}

const cuttable = (ms: number, onCut: (cut: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    onCut(() => {
      clearTimeout(timer);
      resolve();
    });
  });
