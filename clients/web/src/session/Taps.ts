import type { DecodedRun } from "../decode/Decoder.js";
import type { TapListener } from "./options.js";

/** Those who want the decoded audio. Nothing is copied while there are none. */
export class Taps {
  readonly #listeners = new Set<TapListener>();

  add(listener: TapListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Hands a run over; each listener may keep what it gets. */
  run({ stream, first, left, right }: DecodedRun): void {
    if (this.#listeners.size === 0) return;
    const pcm = new Float32Array(left.length * 2);
    for (let i = 0; i < left.length; i++) {
      pcm[2 * i] = left[i]!;
      pcm[2 * i + 1] = right[i]!;
    }
    for (const listener of [...this.#listeners]) listener(pcm.slice(), first, stream);
  }
}
