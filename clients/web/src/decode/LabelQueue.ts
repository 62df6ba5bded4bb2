/** A run of samples with its place in the session. */
export interface Span { first: number; count: number }

/**
 * Says which samples of the session a decoder's output holds. A decoder gives back what went in, `delay` samples later:
 * the first `delay` samples it gives belong to nothing, and where time was left out at the input, the output still ends
 * the old run before the new one begins. Counting what goes in and what comes out keeps every sample's place exact.
 */
export class LabelQueue {
  readonly #spans: Span[] = [];
  #preroll: number;

  constructor(delay: number) {
    this.#preroll = delay;
  }

  /** Samples that go into the decoder. */
  push(first: number, count: number): void {
    const last = this.#spans.at(-1);
    if (last && last.first + last.count === first) last.count += count;
    else this.#spans.push({ first, count });
  }

  /**
   * Places the next `count` samples of output: the offset into that output and the samples of the session found there.
   * Output nobody pushed for is left out.
   */
  take(count: number): { offset: number; first: number; count: number }[] {
    const places = [];
    let offset = Math.min(this.#preroll, count);
    this.#preroll -= offset;
    while (offset < count) {
      const span = this.#spans[0];
      if (!span) break;
      const taken = Math.min(span.count, count - offset);
      places.push({ offset, first: span.first, count: taken });
      span.first += taken;
      span.count -= taken;
      offset += taken;
      if (span.count === 0) this.#spans.shift();
    }
    return places;
  }
}
