/** A clock and its timers that move only when told. */
export class FakeTime {
  now = 0;
  #timers: { at: number; order: number; action: () => void }[] = [];
  #order = 0;

  readonly after = (ms: number, action: () => void): (() => void) => {
    const timer = { at: this.now + ms, order: this.#order++, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  get timers(): number {
    return this.#timers.length;
  }

  /** Lets time pass, timers in order, and settled promises between them. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    await settle();
    for (;;) {
      const next = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.now = Math.max(this.now, next.at);
      next.action();
      await settle();
    }
    this.now = end;
  }
}

/** Lets promises that are settled run on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
