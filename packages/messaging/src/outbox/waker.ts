/** A sleep that can be cut short, also by a call that came just before it. */
export class Waker {
  private hinted = false;
  private cutShort: (() => void) | undefined;

  wake(): void {
    this.hinted = true;
    this.cutShort?.();
  }

  async sleep(ms: number): Promise<void> {
    if (!this.hinted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.cutShort = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.cutShort = undefined;
    this.hinted = false;
  }
}
