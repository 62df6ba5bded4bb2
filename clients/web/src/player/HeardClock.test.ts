import { describe, expect, it } from "vitest";
import { HeardClock } from "./HeardClock.js";

describe("clock of what is heard", () => {
  it("includes what the device adds", () => {
    const clock = new HeardClock(48_000);
    clock.add([{ frame: 4_800, sample: 96_000, step: 1 }]);
    expect(clock.timeOf(96_000)).toBeNull();
    // Context time 0.1 s leaves the device at 1 140 ms of the page's clock.
    clock.anchor(0.1, 1_140);
    expect(clock.timeOf(96_000)).toEqual({ at: 1_140, heard: true });
    expect(clock.timeOf(96_480)!.at).toBeCloseTo(1_150, 9);
    expect(clock.sampleAt(1_150)).toBeCloseTo(96_480, 6);
  });

  it("is not shaken by rough timestamps, and follows a real change at once", () => {
    const clock = new HeardClock(48_000);
    clock.add([{ frame: 0, sample: 0, step: 1 }]);
    clock.anchor(0, 100);
    for (let i = 1; i <= 200; i++) clock.anchor(i / 10, 100 + i * 100 + (i % 2 === 0 ? 4 : -4));
    expect(Math.abs(clock.timeOf(0)!.at - 100)).toBeLessThan(0.5);
    clock.anchor(21, 21_100 + 200);
    expect(clock.timeOf(0)!.at).toBeCloseTo(300, 6);
  });

  it("tells what was left out from what was heard, and stands still in silence", () => {
    const clock = new HeardClock(48_000);
    clock.anchor(0, 0);
    clock.add([
      { frame: 0, sample: 0, step: 1 }, { frame: 480, sample: 480, step: 0 },
      { frame: 960, sample: 480, step: 1 }, { frame: 1_440, sample: 48_000, step: 1 },
    ]);
    expect(clock.sampleAt(15)).toBe(480);
    expect(clock.timeOf(240)).toEqual({ at: 5, heard: true });
    expect(clock.timeOf(500)!.at).toBeCloseTo(20 + 20 / 48, 6);
    expect(clock.timeOf(10_000)).toEqual({ at: 30, heard: false });
    expect(clock.timeOf(48_480)!.at).toBeCloseTo(40, 6);
  });

  it("knows nothing of the future while nothing plays", () => {
    const clock = new HeardClock(48_000);
    clock.anchor(0, 0);
    clock.add([{ frame: 0, sample: 0, step: 1 }, { frame: 480, sample: 480, step: 0 }]);
    expect(clock.timeOf(5_000)).toBeNull();
    expect(clock.running).toBe(false);
  });
});
