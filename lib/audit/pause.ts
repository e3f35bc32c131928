/** A wait that can be cut short. */
export class Pause {
  #resume: (() => void) | undefined;
  #woken = false;

  /** Ends the wait that is going on, or else the next one at once. */
  wake(): void {
    this.#woken = true;
    this.#resume?.();
  }

  /** Waits `minMs` in any case, and after that until woken or `maxMs` are over. Holds no process open. */
  async wait(minMs: number, maxMs: number): Promise<void> {
    if (minMs > 0) await this.#sleep(minMs, false);
    if (!this.#woken) await this.#sleep(maxMs - minMs, true);
    this.#woken = false;
  }

  async #sleep(ms: number, wakeable: boolean): Promise<void> {
    if (ms <= 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
      timer.unref();
      if (wakeable) this.#resume = resolve;
    });
    this.#resume = undefined;
    clearTimeout(timer);
  }
}
