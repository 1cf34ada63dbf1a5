/** Wakes one waiter. A wake-up that comes while nobody waits is kept for the next wait. */
export class WakeUp {
  #isDue = false;
  #wake: () => void = () => {};

  wake(): void {
    this.#isDue = true;
    this.#wake();
  }

  /** Resolves when woken, or after that long. */
  async wait(timeoutMs: number): Promise<void> {
    if (!this.#isDue) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#isDue = false;
  }
}
