import { Limits } from "../limits.js";

/**
 * Milliseconds to wait before attempt `failures` + 1: doubling from the first wait up to the longest, of which the
 * second half is random, so that a restarted service is not met by everybody at once.
 */
export function backoffMs(failures: number, random: () => number): number {
  const full = Math.min(Limits.backoffLongestMs, Limits.backoffFirstMs * 2 ** Math.min(failures, 20));
  return full / 2 + (full / 2) * random();
}
