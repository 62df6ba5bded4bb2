import { describe, expect, it } from "vitest";
import { Limits } from "../../limits.js";
import { JitterPolicy } from "./JitterPolicy.js";

const quantumMs = 128 / 48;

/** A buffer filled at real time (or a little off it) and emptied at the policy's rate. */
function simulate(policy: JitterPolicy, seconds: number, level: number, options: {
  /** Level added on top by the way packets come, at a time in seconds. */
  wave?: (t: number) => number; drift?: number;
} = {}): { level: number; dropped: number; least: number } {
  let dropped = 0;
  let least = level;
  for (let t = 0; t < seconds; t += quantumMs / 1000) {
    level += quantumMs * (1 + (options.drift ?? 0)) - quantumMs * policy.rate;
    const seen = level + (options.wave?.(t) ?? 0);
    least = Math.min(least, seen);
    const steering = policy.observe(seen, quantumMs);
    level -= steering.dropMs;
    dropped += steering.dropMs;
  }
  return { level, dropped, least };
}

describe("buffer steering", () => {
  it("leaves a buffer at its target alone", () => {
    const policy = new JitterPolicy();
    simulate(policy, 60, Limits.targetMs);
    expect(policy.rate).toBe(1);
    expect(policy.targetMs).toBeLessThanOrEqual(Limits.targetMs);
  });

  it("leads an excess back without a jump and without an audible bend", () => {
    const policy = new JitterPolicy();
    let worst = 1;
    const original = policy.observe.bind(policy);
    policy.observe = (level, elapsed) => {
      const steering = original(level, elapsed);
      worst = Math.max(worst, steering.rate);
      return steering;
    };
    const { level, dropped } = simulate(policy, 180, 350);
    expect(dropped).toBe(0);
    expect(worst).toBeLessThanOrEqual(1.004);
    expect(level).toBeLessThan(Limits.targetMs + 40);
    expect(level).toBeGreaterThan(Limits.leastTargetMs);
  });

  it("leaves a great excess out in one jump", () => {
    const { dropped, level } = simulate(new JitterPolicy(), 10, 2_000);
    expect(dropped).toBeGreaterThan(1_500);
    expect(level).toBeLessThan(150);
  });

  it("follows a clock that is off by 200 parts in a million either way", () => {
    for (const drift of [200e-6, -200e-6]) {
      const policy = new JitterPolicy();
      const { level, least, dropped } = simulate(policy, 1200, 90, { drift });
      expect(dropped).toBe(0);
      expect(least).toBeGreaterThan(5);
      expect(level).toBeLessThan(120);
    }
  });

  it("keeps more in hand where the lows differ more", () => {
    const calm = new JitterPolicy();
    const rough = new JitterPolicy();
    // Every eighth second the network holds back for a moment.
    simulate(calm, 60, 200);
    simulate(rough, 60, 200, { wave: (t) => (Math.floor(t) % 8 === 0 ? -100 : 0) });
    expect(rough.targetMs).toBeGreaterThan(calm.targetMs + 40);
    expect(rough.spreadMs).toBeGreaterThan(80);
  });

  it("takes bursts of a service that sends ahead as no jitter: only the lows count", () => {
    const policy = new JitterPolicy();
    simulate(policy, 60, 60, { wave: (t) => 280 * (1 - ((t / 0.28) % 1)) });
    expect(policy.targetMs).toBeLessThan(80);
    expect(Math.abs(policy.rate - 1)).toBeLessThan(0.002);
  });

  it("does not take what was sent ahead at the beginning for jitter", () => {
    const policy = new JitterPolicy();
    simulate(policy, 10, 100, { wave: (t) => Math.min(300, t * 3000) });
    expect(policy.spreadMs).toBeLessThan(20);
    expect(policy.targetMs).toBeLessThanOrEqual(Limits.targetMs);
  });

  it("wants more after each underrun, up to a bound, and begins with it", () => {
    const policy = new JitterPolicy();
    let before = policy.targetMs;
    for (let i = 0; i < 3; i++) {
      policy.underrun();
      expect(policy.targetMs).toBeGreaterThan(before);
      expect(policy.startMs).toBeGreaterThan(policy.targetMs);
      before = policy.targetMs;
    }
    for (let i = 0; i < 50; i++) policy.underrun();
    expect(policy.targetMs).toBe(Limits.greatestTargetMs);
  });
});
