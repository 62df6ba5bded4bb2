import { describe, expect, it } from "vitest";
import { StreamRing } from "./StreamRing.js";

function ramp(first: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => (first + i) % 4096);
}

function write(ring: StreamRing, first: number, count: number): void {
  const values = ramp(first, count);
  ring.write(first, values, values.map((v) => -v));
}

describe("ring of a stream", () => {
  it("gives back what was written, by session sample, across its end", () => {
    const ring = new StreamRing(1000);
    for (let first = 3_000_000_000; first < 3_000_005_000; first += 70) write(ring, first, 70);
    for (let sample = ring.end - 1000; sample < ring.end; sample++) {
      expect(ring.at(0, sample)).toBe(sample % 4096);
      expect(ring.at(1, sample)).toBe(-(sample % 4096));
    }
  });

  it("knows its holes", () => {
    const ring = new StreamRing(1000);
    write(ring, 100, 50);
    write(ring, 200, 50);
    expect(ring.contiguous(100)).toBe(50);
    expect(ring.contiguous(149)).toBe(1);
    expect(ring.contiguous(150)).toBe(0);
    expect(ring.firstFrom(150)).toBe(200);
    expect(ring.firstFrom(220)).toBe(220);
    expect(ring.firstFrom(250)).toBeNull();
    write(ring, 250, 10);
    expect(ring.contiguous(200)).toBe(60);
  });

  it("takes what comes twice once, and does not go back", () => {
    const ring = new StreamRing(1000);
    write(ring, 100, 100);
    ring.write(150, new Float32Array(100).fill(7), new Float32Array(100).fill(7));
    expect(ring.at(0, 199)).toBe(199);
    expect(ring.at(0, 200)).toBe(7);
    write(ring, 0, 50);
    expect(ring.firstFrom(0)).toBe(100);
  });

  it("lets the oldest go when it is full", () => {
    const ring = new StreamRing(1000);
    write(ring, 0, 900);
    write(ring, 900, 400);
    expect(ring.firstFrom(0)).toBe(300);
    expect(ring.contiguous(300)).toBe(1000);
    write(ring, 10_000, 5000);
    expect(ring.firstFrom(0)).toBe(14_000);
    expect(ring.at(0, 14_000)).toBe(14_000 % 4096);
  });
});
