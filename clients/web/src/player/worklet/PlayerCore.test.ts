import { describe, expect, it } from "vitest";
import { HeardClock } from "../HeardClock.js";
import type { FromWorklet } from "./messages.js";
import { PlayerCore } from "./PlayerCore.js";

const quantum = 128;
const tone = (sample: number): number => Math.sin((2 * Math.PI * 440 * sample) / 48_000);

class Bench {
  readonly told: FromWorklet[] = [];
  readonly clock = new HeardClock(48_000);
  readonly core: PlayerCore;
  readonly out: number[] = [];
  frame = 0;

  constructor(streams = 1, rate = 48_000) {
    this.core = new PlayerCore(rate, (message) => {
      this.told.push(message);
      if (message.type === "points") this.clock.add(message.points);
    });
    this.clock.anchor(0, 0);
    this.core.setStreams(streams);
  }

  write(first: number, count: number, value: (sample: number) => number = tone, stream = 0): void {
    const left = Float32Array.from({ length: count }, (_, i) => value(first + i));
    this.core.write(stream, first, left, left.map((v) => -v));
  }

  run(frames: number): void {
    const left = new Float32Array(quantum);
    const right = new Float32Array(quantum);
    for (let end = this.frame + frames; this.frame < end; this.frame += quantum) {
      this.core.process(left, right, this.frame);
      for (let i = 0; i < quantum; i++) {
        expect(right[i]! + left[i]!).toBeCloseTo(0, 6);
        this.out.push(left[i]!);
      }
    }
  }

  count(type: FromWorklet["type"]): number {
    return this.told.filter((message) => message.type === type).length;
  }

  /** The largest change between neighbours: a click shows as one far above the music's own. */
  steepest(from = 0, to = this.out.length): number {
    let worst = 0;
    for (let i = from + 1; i < to; i++) worst = Math.max(worst, Math.abs(this.out[i]! - this.out[i - 1]!));
    return worst;
  }
}

const toneStep = (2 * Math.PI * 440) / 48_000;

describe("playing", () => {
  it("waits for enough, then plays every sample as it came", () => {
    const bench = new Bench();
    bench.core.play();
    bench.write(1000, 1920);
    bench.run(2560);
    expect(bench.out.every((v) => v === 0)).toBe(true);
    bench.write(2920, 48_000);
    bench.run(12_800);
    const offset = bench.clock.sampleAt(((2560 + 5000) * 1000) / 48_000)! - 5000;
    expect(offset).toBeCloseTo(1000, 6);
    for (let i = 512; i < 12_000; i++) expect(bench.out[2560 + i]).toBeCloseTo(tone(1000 + i), 6);
    expect(bench.steepest()).toBeLessThan(toneStep * 1.1);
  });

  it("keeps all streams at one place and mixes them by their gains", () => {
    const bench = new Bench(2);
    bench.core.play();
    bench.write(0, 48_000, () => 0.25, 0);
    bench.run(1280);
    expect(bench.out.every((v) => v === 0)).toBe(true);
    bench.write(4800, 43_200, () => 0.5, 1);
    bench.core.setGain(1, 0.5);
    bench.run(6400);
    expect(bench.out.at(-1)).toBeCloseTo(0.5, 6);
    expect(bench.clock.timeOf(4000)!.heard).toBe(false);
  });

  it("stretches to a context that runs at another rate", () => {
    const bench = new Bench(1, 44_100);
    bench.core.play();
    bench.write(0, 48_000);
    bench.run(12_800);
    for (let i = 1000; i < 12_000; i++) expect(bench.out[i]).toBeCloseTo(Math.sin((2 * Math.PI * 440 * i) / 44_100), 3);
  });
});

describe("holes and dry buffers", () => {
  it("crosses over left-out time without a click, and says so", () => {
    const bench = new Bench();
    bench.core.play();
    bench.write(0, 9600);
    bench.write(96_017, 48_000);
    bench.run(25_600);
    expect(bench.told.filter((m) => m.type === "jump")).toMatchObject([{ to: 96_017 }]);
    expect(bench.count("underrun")).toBe(0);
    expect(bench.steepest()).toBeLessThan(toneStep * 2);
    // What is heard now is what the clock says.
    const sample = bench.clock.sampleAt((20_000 * 1000) / 48_000)!;
    expect(bench.out[20_000]).toBeCloseTo(tone(sample), 5);
    expect(bench.clock.timeOf(50_000)).toMatchObject({ heard: false });
  });

  it("fades out when nothing comes, counts it, and goes on without losing a sample", () => {
    const bench = new Bench();
    bench.core.play();
    bench.write(0, 9600);
    bench.run(19_200);
    expect(bench.count("underrun")).toBe(1);
    expect(bench.steepest()).toBeLessThan(toneStep * 1.1);
    expect(bench.out.slice(-5000).every((v) => v === 0)).toBe(true);
    const before = bench.core.stats().targetMs;
    bench.write(9600, 48_000);
    bench.run(19_200);
    expect(before).toBeGreaterThan(60);
    expect(bench.steepest()).toBeLessThan(toneStep * 1.1);
    expect(bench.count("jump")).toBe(0);
    const hearing = bench.clock.timeOf(20_000)!;
    const frame = Math.round((hearing.at * 48_000) / 1000);
    expect(hearing.heard).toBe(true);
    expect(bench.out[frame]).toBeCloseTo(tone(20_000), 4);
  });

  it("is not caught by a few samples before a hole", () => {
    const bench = new Bench();
    bench.core.play();
    bench.write(0, 100);
    bench.write(50_000, 48_000);
    bench.run(12_800);
    expect(Math.abs(bench.out.slice(-100).reduce((a, v) => Math.max(a, Math.abs(v)), 0) - 1)).toBeLessThan(0.05);
  });

  it("holds with a fade, stands still, and goes on at the next sample", () => {
    const bench = new Bench();
    bench.core.play();
    bench.write(0, 96_000);
    bench.run(6400);
    bench.core.hold();
    bench.run(6400);
    expect(bench.count("held")).toBe(1);
    expect(bench.out.at(-1)).toBe(0);
    bench.core.play();
    bench.run(6400);
    expect(bench.steepest()).toBeLessThan(toneStep * 1.1);
    expect(bench.count("jump") + bench.count("underrun")).toBe(0);
    const played = bench.clock.sampleAt((bench.frame * 1000) / 48_000)!;
    expect(played).toBeLessThan(6400 + 300 + 6400);
    expect(played).toBeGreaterThan(12_000);
  });
});
