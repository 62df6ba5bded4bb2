/** What `connect` takes. */
export interface ConnectOptions {
  /** Address of the service (`https://music.example`), or of the session's socket itself (ends in `/socket`). */
  url: string;
  /** Id of the session. */
  session: string;
  /** A session token, or a function that fetches one; the function is asked again for each connection. */
  token: string | (() => Promise<string>);
  /** `auto` (the default) takes Opus where the browser decodes it. */
  format?: "auto" | "opus" | "pcm";
  /** The mix (the default), or one stream per layer, mixed here: see `layerVolume`. */
  streams?: "mix" | "layers";
  /** First volume, 0 to 1; 1 where left out. */
  volume?: number;
  /** Start at once. Works only where the browser allows it: in a user gesture, or on a page it lets play. */
  autoplay?: boolean;
  /** An audio context of the page's own, best at 48 000 Hz; it is neither suspended nor closed by the session. */
  context?: AudioContext;
  /**
   * Address of `sessionservice.worklet.js`, for pages whose content security policy forbids blob URLs. Where left out
   * the worklet comes out of the module itself.
   */
  workletUrl?: string | URL;
}

/** When a scene change may sound. */
export type SyncPoint = "immediate" | "beat" | "bar" | "phrase";

/** Listener of decoded audio: interleaved stereo, the session sample of its first pair, and the stream (0: the mix). */
export type TapListener = (pcm: Float32Array, firstSample: number, stream: number) => void;

/** Options with everything decided; what `connect` makes of them. */
export interface SessionSettings {
  address: string;
  token: string | (() => Promise<string>);
  format: "opus" | "pcm";
  streams: "mix" | "layers";
  volume: number;
  context: AudioContext | undefined;
  workletUrl: string | undefined;
}
