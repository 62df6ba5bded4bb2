/** A run of samples that are there: from `start` up to, not including, `end`. */
interface Run { start: number; end: number }

/**
 * Decoded audio of one stream, addressed by session sample. Policy: **drop the oldest**. What has been written is kept
 * until `capacity` newer samples have come; samples that came before are not written again.
 */
export class StreamRing {
  readonly #capacity: number;
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  readonly #runs: Run[] = [];

  constructor(capacity: number) {
    if (!(capacity > 0)) throw new RangeError(`a capacity of ${capacity}`);
    this.#capacity = capacity;
    this.#left = new Float32Array(capacity);
    this.#right = new Float32Array(capacity);
  }

  /** One past the newest sample; 0 while empty. */
  get end(): number {
    return this.#runs.at(-1)?.end ?? 0;
  }

  write(first: number, left: Float32Array, right: Float32Array): void {
    let offset = Math.max(0, this.end - first);
    if (left.length - offset > this.#capacity) offset = left.length - this.#capacity;
    if (offset >= left.length) return;
    const start = first + offset;
    const end = first + left.length;
    for (let i = offset; i < left.length; i++) {
      // Session samples pass 2^31 after half a day, so no bitwise operator on the sample itself.
      const index = (first + i) % this.#capacity;
      this.#left[index] = left[i]!;
      this.#right[index] = right[i]!;
    }
    const last = this.#runs.at(-1);
    if (last && last.end === start) last.end = end;
    else this.#runs.push({ start, end });
    this.#evict(end - this.#capacity);
  }

  /** Samples that are there from `sample` on without a hole. */
  contiguous(sample: number): number {
    for (const run of this.#runs) if (sample >= run.start && sample < run.end) return run.end - sample;
    return 0;
  }

  /** The first sample at or after `sample` that is there; null where there is none. */
  firstFrom(sample: number): number | null {
    for (const run of this.#runs) if (sample < run.end) return Math.max(sample, run.start);
    return null;
  }

  /** The value at a sample; whatever stood there before where it is not there. */
  at(channel: 0 | 1, sample: number): number {
    return (channel === 0 ? this.#left : this.#right)[sample % this.#capacity]!;
  }

  clear(): void {
    this.#runs.length = 0;
  }

  /** Lets go of what has been played, so that looking for a run stays short. */
  discardBefore(sample: number): void {
    while (this.#runs.length > 1 && this.#runs[0]!.end <= sample) this.#runs.shift();
  }

  #evict(oldest: number): void {
    while (this.#runs.length > 0 && this.#runs[0]!.end <= oldest) this.#runs.shift();
    const first = this.#runs[0];
    if (first && first.start < oldest) first.start = oldest;
  }
}
