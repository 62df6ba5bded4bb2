import { Limits } from "../limits.js";
import type { ClockPoint } from "./worklet/messages.js";

/** When a sample is heard. */
export interface Hearing {
  /** `performance.now()` milliseconds. */
  at: number;
  /** Whether it is heard at all: false where a jump left it out. */
  heard: boolean;
}

const kept = 256;

/**
 * Which session sample is heard at which moment. Two mappings after each other: session samples to frames of the audio
 * context, exact, as the worklet reports them; and frames to the page's clock, from the browser's output timestamps,
 * which include what the device adds (`outputLatency`). The second is smoothed: a timestamp is a few milliseconds rough.
 */
export class HeardClock {
  readonly #contextRate: number;
  readonly #points: ClockPoint[] = [];
  /** Milliseconds of the page's clock at frame 0 of the context, as heard; null until known. */
  #origin: number | null = null;

  constructor(contextRate: number) {
    this.#contextRate = contextRate;
  }

  /** What the worklet reported. */
  add(points: readonly ClockPoint[]): void {
    this.#points.push(...points);
    if (this.#points.length > kept) this.#points.splice(0, this.#points.length - kept);
  }

  /** The browser's word that the sound of `contextTime` (seconds) leaves the device at `performanceTime`. */
  anchor(contextTime: number, performanceTime: number): void {
    const origin = performanceTime - contextTime * 1000;
    // A context that stood still, or a change of device, moves the mapping at once; the rest is roughness.
    if (this.#origin === null || Math.abs(origin - this.#origin) > 40) this.#origin = origin;
    else this.#origin += (origin - this.#origin) * 0.05;
  }

  /** The session sample heard at a moment, with a fraction; null while nothing plays. */
  sampleAt(now: number): number | null {
    if (this.#origin === null) return null;
    const frame = ((now - this.#origin) * this.#contextRate) / 1000;
    for (let i = this.#points.length - 1; i >= 0; i--) {
      const point = this.#points[i]!;
      if (point.frame <= frame) return point.step === 0 ? point.sample : point.sample + (frame - point.frame) * point.step;
    }
    return null;
  }

  /** When a sample is or was heard; null where that cannot be known: it is to come and nothing plays. */
  timeOf(sample: number): Hearing | null {
    if (this.#origin === null) return null;
    for (let i = 0; i < this.#points.length; i++) {
      const point = this.#points[i]!;
      const next = this.#points[i + 1];
      if (sample < point.sample) return i === 0 && point.step !== 0 ? this.#before(point, sample) : { at: this.#at(point.frame), heard: false };
      if (point.step === 0) continue;
      const frame = point.frame + (sample - point.sample) / point.step;
      // A hundredth of a frame covers the rounding where one point ends and the next begins.
      if (!next || frame <= next.frame + 0.01) return { at: this.#at(frame), heard: true };
    }
    return null;
  }

  /** Whether sound comes out now. */
  get running(): boolean {
    return this.#origin !== null && (this.#points.at(-1)?.step ?? 0) !== 0;
  }

  /** Forgets everything: what comes is another stretch of the session. */
  reset(): void {
    this.#points.length = 0;
  }

  /** From before the reports that are kept: extrapolated back, and never heard if playing began after it. */
  #before(point: ClockPoint, sample: number): Hearing {
    return { at: this.#at(point.frame - (point.sample - sample) / point.step), heard: this.#points.length >= kept };
  }

  #at(frame: number): number {
    return this.#origin! + (frame * 1000) / this.#contextRate;
  }

  /** Samples a second, for those who convert. */
  static readonly sampleRate = Limits.sampleRate;
}
