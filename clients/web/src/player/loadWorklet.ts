import { SessionError } from "../errors.js";
import workletSource from "virtual:worklet";

const loaded = new WeakMap<AudioContext, Promise<void>>();

/** Makes the player's processor known to a context, once: several sessions may share one. */
export function loadWorklet(context: AudioContext, url: string | undefined): Promise<void> {
  let loading = loaded.get(context);
  if (!loading) {
    loading = load(context, url);
    loaded.set(context, loading);
    // What failed may be tried again.
    loading.catch(() => loaded.delete(context));
  }
  return loading;
}

async function load(context: AudioContext, url: string | undefined): Promise<void> {
  if (!context.audioWorklet) throw new SessionError("audio", "audio worklets need a secure page: https, or http on localhost");
  const blob = url === undefined ? URL.createObjectURL(new Blob([workletSource], { type: "text/javascript" })) : null;
  try {
    await context.audioWorklet.addModule(blob ?? url!);
  } catch (error) {
    throw new SessionError("audio", "the audio worklet could not be loaded", { cause: error });
  } finally {
    if (blob) URL.revokeObjectURL(blob);
  }
}
