import { Limits } from "../limits.js";
import type { Hearing } from "../player/HeardClock.js";

interface Item { sample: number; order: number; fire: (hearing: Hearing | null) => void }

export interface HeardScheduleOptions {
  timeOf(sample: number): Hearing | null;
  now(): number;
  after(ms: number, action: () => void): () => void;
}

/**
 * Does things at the moment their sample is heard, in order of sample, those of one sample in the order they came.
 * Policy: **wait**; beyond `Limits.scheduled` the earliest is done at once. A timer brings each to its moment; `pump`
 * (called with every report of the worklet) does what a throttled timer of a hidden page has left.
 */
export class HeardSchedule {
  readonly #options: HeardScheduleOptions;
  readonly #items: Item[] = [];
  #order = 0;
  #cancel: (() => void) | null = null;
  #armedFor = Number.POSITIVE_INFINITY;

  constructor(options: HeardScheduleOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#items.length;
  }

  /** Calls `fire` when `sample` is heard, or when it has become certain that it never will be. */
  add(sample: number, fire: (hearing: Hearing | null) => void): void {
    const item = { sample, order: this.#order++, fire };
    let at = this.#items.length;
    while (at > 0 && this.#items[at - 1]!.sample > sample) at--;
    this.#items.splice(at, 0, item);
    if (this.#items.length > Limits.scheduled) this.#items.shift()!.fire(null);
    else if (at === 0) this.pump();
  }

  /** Does what is due and sets the timer for what comes next. */
  pump(): void {
    for (;;) {
      const next = this.#items[0];
      if (!next) return this.#disarm();
      const hearing = this.#options.timeOf(next.sample);
      if (!hearing) return this.#disarm();
      const wait = hearing.at - this.#options.now();
      if (wait > 0.5) return this.#arm(hearing.at, wait);
      this.#items.shift();
      next.fire(hearing);
    }
  }

  /** Lets go of everything; each is told that it is not heard. */
  clear(): void {
    this.#disarm();
    for (const item of this.#items.splice(0)) item.fire(null);
  }

  #arm(at: number, wait: number): void {
    if (this.#cancel && Math.abs(at - this.#armedFor) < 1) return;
    this.#disarm();
    this.#armedFor = at;
    this.#cancel = this.#options.after(wait, () => {
      this.#cancel = null;
      this.pump();
    });
  }

  #disarm(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
