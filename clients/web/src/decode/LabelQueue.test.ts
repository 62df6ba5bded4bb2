import { describe, expect, it } from "vitest";
import { Limits } from "../limits.js";
import { LabelQueue } from "./LabelQueue.js";

/** A decoder as it is: what goes in comes out `delay` samples later, in blocks of the size of the packets. */
class DelayedDecoder {
  #held: number[];
  constructor(delay: number) {
    this.#held = new Array<number>(delay).fill(Number.NaN);
  }
  decode(first: number, count: number): number[] {
    for (let i = 0; i < count; i++) this.#held.push(first + i);
    return this.#held.splice(0, count);
  }
}

function run(packets: [number, number][]): { wrong: number; placed: number[] } {
  const labels = new LabelQueue(Limits.opusDelay);
  const decoder = new DelayedDecoder(Limits.opusDelay);
  let wrong = 0;
  const placed: number[] = [];
  for (const [first, count] of packets) {
    labels.push(first, count);
    const output = decoder.decode(first, count);
    for (const place of labels.take(count)) {
      for (let i = 0; i < place.count; i++) {
        if (output[place.offset + i] !== place.first + i) wrong++;
        placed.push(place.first + i);
      }
    }
  }
  return { wrong, placed };
}

describe("places of decoded samples", () => {
  it("begins at the first sample that went in, after the decoder's delay", () => {
    const { wrong, placed } = run([[5000, 960], [5960, 960]]);
    expect(wrong).toBe(0);
    expect(placed[0]).toBe(5000);
    expect(placed).toHaveLength(1920 - Limits.opusDelay);
  });

  it("ends the old run before the new one where time was left out", () => {
    const { wrong, placed } = run([[0, 960], [960, 960], [96_000, 960], [96_960, 960]]);
    expect(wrong).toBe(0);
    expect(placed.slice(1915, 1925)).toEqual([1915, 1916, 1917, 1918, 1919, 96_000, 96_001, 96_002, 96_003, 96_004]);
  });

  it("leaves out output that nobody put in", () => {
    const labels = new LabelQueue(0);
    labels.push(0, 100);
    expect(labels.take(300)).toEqual([{ offset: 0, first: 0, count: 100 }]);
  });
});
