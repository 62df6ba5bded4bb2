import { Limits } from "../../limits.js";

/** What the player shall do until it asks again. */
export interface Steering {
  /** Session samples played for each sample of output, about 1. */
  rate: number;
  /** Milliseconds to leave out at once, with a crossfade; 0 almost always. */
  dropMs: number;
}

const windowMs = 2_000;
/** Low-water marks looked back at: half a minute. */
const windows = 16;
/** Excess that is worked off by playing faster; above it a jump is the lesser evil. */
const jumpMs = 400;
/** Farthest from 1 that the rate goes: 0.4 % is 7 cents, and it is approached and left in smaller steps. */
const greatestBend = 0.004;
/** Farthest that the rate moves from one window to the next: 1.7 cents. */
const greatestStep = 0.001;
/** After a beginning, what was sent ahead is still coming in: nothing is measured so long. */
const settleMs = 500;
/** Within this much of the target nothing is done. */
const toleranceMs = 12;

/**
 * How much to keep in hand. The measure is the low-water mark: the least that was buffered in each window of two
 * seconds. A service that sends in bursts, a network that jitters and a clock that drifts all show there as what they
 * are, a smaller reserve. The target is the spread of those marks over half a minute plus a margin, so it follows the
 * measured jitter; an underrun raises it at once. The reserve is led back to the target by playing up to 0.4 % faster or
 * slower, and only a great excess (after the network held everything back) is left out in one jump.
 */
export class JitterPolicy {
  #targetMs: number = Limits.targetMs;
  /** Raised by underruns, sinking by itself when it was not needed. */
  #floorMs: number = Limits.targetMs;
  #lowMs = Number.POSITIVE_INFINITY;
  #elapsedMs = 0;
  /** Milliseconds by which steering itself has changed the reserve. */
  #steeredMs = 0;
  readonly #marks: number[] = [];
  #rate = 1;
  #settleMs = settleMs;

  get targetMs(): number {
    return this.#targetMs;
  }

  /** Spread of the low-water marks: the jitter as the player meets it, milliseconds. */
  get spreadMs(): number {
    return this.#marks.length < 2 ? 0 : Math.max(...this.#marks) - Math.min(...this.#marks);
  }

  /** Buffered audio with which to begin, or to begin again. */
  get startMs(): number {
    return Math.max(Limits.startMs, this.#targetMs + 30);
  }

  get rate(): number {
    return this.#rate;
  }

  /** Tells what is buffered now and how much output has been made since the last time. */
  observe(levelMs: number, elapsedMs: number): Steering {
    if (this.#settleMs > 0) {
      this.#settleMs -= elapsedMs;
      return { rate: 1, dropMs: 0 };
    }

    this.#lowMs = Math.min(this.#lowMs, levelMs);
    this.#elapsedMs += elapsedMs;
    this.#steeredMs += elapsedMs * (this.#rate - 1);
    if (this.#elapsedMs < windowMs) return { rate: this.#rate, dropMs: 0 };

    const low = this.#lowMs;
    this.#lowMs = Number.POSITIVE_INFINITY;
    this.#elapsedMs = 0;
    this.#marks.push(low + this.#steeredMs);
    if (this.#marks.length > windows) this.#marks.shift();
    if (low < this.#targetMs / 3) this.#floorMs = bounded(this.#floorMs + 10);
    else this.#floorMs = Math.max(Limits.leastTargetMs, this.#floorMs * 0.995);
    this.#targetMs = bounded(Math.max(this.#floorMs, this.spreadMs + 20));

    const excess = low - this.#targetMs;
    if (excess > jumpMs) {
      this.restart();
      return { rate: this.#rate, dropMs: excess };
    }
    const wanted = Math.abs(excess) <= toleranceMs ? 1 : 1 + within(excess / 25_000, greatestBend);
    this.#rate = wanted === 1 && Math.abs(this.#rate - 1) <= greatestStep ? 1 : this.#rate + within(wanted - this.#rate, greatestStep);
    return { rate: this.#rate, dropMs: 0 };
  }

  /** The buffer ran dry. */
  underrun(): void {
    this.#floorMs = bounded(this.#floorMs * 1.5 + 20);
    this.#targetMs = bounded(Math.max(this.#floorMs, this.#targetMs));
    this.restart();
  }

  /** What was measured before says nothing about what comes: a jump, a pause, another connection. */
  restart(): void {
    this.#lowMs = Number.POSITIVE_INFINITY;
    this.#elapsedMs = 0;
    this.#steeredMs = 0;
    this.#marks.length = 0;
    this.#rate = 1;
    this.#settleMs = settleMs;
  }
}

function within(value: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, value));
}

function bounded(ms: number): number {
  return Math.min(Limits.greatestTargetMs, Math.max(Limits.leastTargetMs, ms));
}
