import type { SessionError } from "../errors.js";
import type { AudioFrame } from "../protocol/frame.js";

/** Decoded audio of one stream, with its place in the session. */
export interface DecodedRun {
  readonly stream: number;
  readonly first: number;
  readonly left: Float32Array<ArrayBuffer>;
  readonly right: Float32Array<ArrayBuffer>;
}

export interface DecoderOutput {
  run(run: DecodedRun): void;
  /** A packet was lost to the decoder. */
  problem(error: SessionError): void;
}

/** Turns the frames of one stream into samples; output comes in order, possibly later. */
export interface Decoder {
  decode(frame: AudioFrame): void;
  close(): void;
}
