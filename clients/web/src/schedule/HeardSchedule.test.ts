import { describe, expect, it } from "vitest";
import { Limits } from "../limits.js";
import { FakeTime } from "../testing/FakeTime.js";
import { HeardSchedule } from "./HeardSchedule.js";

function make() {
  const time = new FakeTime();
  const clock: { origin: number | null } = { origin: 0 };
  const schedule = new HeardSchedule({
    timeOf: (sample) => (clock.origin === null ? null : { at: clock.origin + sample / 48, heard: true }),
    now: () => time.now, after: time.after,
  });
  const fired: [string, number][] = [];
  const add = (sample: number, name: string): void => schedule.add(sample, () => fired.push([name, time.now]));
  return { time, clock, schedule, fired, add };
}

describe("schedule", () => {
  it("does things in order of sample, at their moment", async () => {
    const { time, fired, add } = make();
    add(48_000, "second");
    add(4_800, "first");
    add(48_000, "third");
    await time.pass(2_000);
    expect(fired).toEqual([["first", 100], ["second", 1000], ["third", 1000]]);
  });

  it("waits while nothing plays, and follows a clock that moves", async () => {
    const { time, clock, schedule, fired, add } = make();
    clock.origin = null;
    add(4_800, "a");
    await time.pass(1_000);
    expect(fired).toEqual([]);
    clock.origin = 5_000;
    schedule.pump();
    await time.pass(4_000);
    clock.origin = 5_050;
    await time.pass(1_000);
    expect(fired).toEqual([["a", 5_150]]);
  });

  it("does what a throttled timer has left when it is pumped", () => {
    const { time, schedule, fired, add } = make();
    add(4_800, "a");
    time.now = 500;
    schedule.pump();
    expect(fired).toEqual([["a", 500]]);
  });

  it("keeps no more than it may, and tells everyone when it is cleared", () => {
    const { clock, schedule, fired, add } = make();
    clock.origin = null;
    for (let i = 0; i < Limits.scheduled + 3; i++) add(i, `${i}`);
    expect(fired.map(([name]) => name)).toEqual(["0", "1", "2"]);
    schedule.clear();
    expect(fired).toHaveLength(Limits.scheduled + 3);
    expect(schedule.size).toBe(0);
  });
});
