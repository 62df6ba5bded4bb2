/** From the page to the worklet. */
export type ToWorklet =
  | { type: "streams"; count: number }
  | { type: "run"; stream: number; first: number; left: Float32Array<ArrayBuffer>; right: Float32Array<ArrayBuffer> }
  | { type: "gain"; stream: number; gain: number }
  | { type: "play" }
  | { type: "hold" }
  | { type: "flush" };

/**
 * From output frame `frame` of the audio context on, session samples from `sample` on are played, `step` for each
 * frame; 0 means silence. Holds until the next point.
 */
export interface ClockPoint { frame: number; sample: number; step: number }

/** How the player does. */
export interface PlayerStats {
  bufferMs: number;
  targetMs: number;
  spreadMs: number;
  /** 1 where the clocks agree. */
  rate: number;
  underruns: number;
  /** Discontinuities that were crossfaded. */
  jumps: number;
}

/** From the worklet to the page. */
export type FromWorklet =
  | { type: "points"; points: ClockPoint[]; stats: PlayerStats }
  | { type: "underrun"; sample: number }
  | { type: "jump"; from: number; to: number }
  | { type: "held" };
