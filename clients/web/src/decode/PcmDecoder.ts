import type { AudioFrame } from "../protocol/frame.js";
import type { Decoder, DecoderOutput } from "./Decoder.js";

/** Interleaved signed 16-bit stereo, as is. */
export class PcmDecoder implements Decoder {
  readonly #output: DecoderOutput;

  constructor(output: DecoderOutput) {
    this.#output = output;
  }

  decode(frame: AudioFrame): void {
    const left = new Float32Array(frame.samples);
    const right = new Float32Array(frame.samples);
    const view = new DataView(frame.payload.buffer, frame.payload.byteOffset, frame.payload.byteLength);
    for (let i = 0; i < frame.samples; i++) {
      left[i] = view.getInt16(4 * i, true) / 32_768;
      right[i] = view.getInt16(4 * i + 2, true) / 32_768;
    }
    this.#output.run({ stream: frame.stream, first: frame.firstSample, left, right });
  }

  close(): void {
    // Nothing is held.
  }
}
