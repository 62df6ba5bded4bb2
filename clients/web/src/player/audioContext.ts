import { SessionError } from "../errors.js";
import { Limits } from "../limits.js";

/** Makes an audio context at the session's rate. Call it from a user gesture, or the browser may keep it silent. */
export function createAudioContext(): AudioContext {
  if (typeof AudioContext === "undefined") throw new SessionError("audio", "this browser has no Web Audio");
  if (!globalThis.isSecureContext) {
    throw new SessionError("audio", "audio worklets need a secure page: https, or http on localhost");
  }
  try {
    return new AudioContext({ sampleRate: Limits.sampleRate, latencyHint: "interactive" });
  } catch (error) {
    throw new SessionError("audio", "no audio context could be made", { cause: error });
  }
}

/** Resumes a context; fails where the browser wants a user gesture first. */
export async function resume(context: AudioContext): Promise<void> {
  if (context.state === "running") return;
  const refused = new Promise<never>((_, reject) => setTimeout(
    () => reject(new SessionError("audio", "the browser lets no audio start: call start() from a click or a key")), 3_000));
  await Promise.race([context.resume(), refused]);
}

/** When the sound of which context time leaves the device, with a fallback where the browser does not say. */
export function outputTimestamp(context: AudioContext): { contextTime: number; performanceTime: number } {
  const now = performance.now();
  const latency = context.outputLatency || context.baseLatency || 0;
  const fallback = { contextTime: context.currentTime - latency, performanceTime: now };
  const said = context.getOutputTimestamp?.();
  if (said?.contextTime === undefined || said.performanceTime === undefined || said.contextTime <= 0) return fallback;
  // Some browsers stop updating it when a device changes; what is far from possible is not believed.
  const ahead = said.contextTime + (now - said.performanceTime) / 1000 - fallback.contextTime;
  return Math.abs(ahead) > 0.5 ? fallback : { contextTime: said.contextTime, performanceTime: said.performanceTime };
}
