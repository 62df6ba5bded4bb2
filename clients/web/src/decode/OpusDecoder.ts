import { SessionError } from "../errors.js";
import { Limits } from "../limits.js";
import type { AudioFrame } from "../protocol/frame.js";
import type { Decoder, DecoderOutput } from "./Decoder.js";
import { LabelQueue } from "./LabelQueue.js";

const config: AudioDecoderConfig = { codec: "opus", sampleRate: Limits.sampleRate, numberOfChannels: 2 };

/** Whether this browser decodes Opus by WebCodecs. */
export async function opusSupported(): Promise<boolean> {
  if (typeof AudioDecoder === "undefined") return false;
  try {
    return (await AudioDecoder.isConfigSupported(config)).supported === true;
  } catch {
    return false;
  }
}

/**
 * Raw Opus packets by WebCodecs. Policy: **drop**. When `Limits.decodeQueue` packets wait, the next ones are left out
 * and reported; the player goes over the hole with a crossfade. A decoder that fails is made anew with the next packet.
 */
export class OpusDecoder implements Decoder {
  readonly #output: DecoderOutput;
  #decoder: AudioDecoder | null = null;
  #labels = new LabelQueue(Limits.opusDelay);

  constructor(output: DecoderOutput) {
    this.#output = output;
  }

  decode(frame: AudioFrame): void {
    const decoder = this.#decoder ?? this.#make(frame.stream);
    if (decoder.decodeQueueSize >= Limits.decodeQueue) {
      this.#output.problem(new SessionError("decode", "the decoder is too slow; a packet was left out"));
      return;
    }

    try {
      decoder.decode(new EncodedAudioChunk({
        // Every Opus packet can be decoded by itself; the timestamp is not used, samples are counted.
        type: "key", timestamp: Math.round((frame.firstSample * 1e6) / Limits.sampleRate), data: frame.payload,
      }));
      this.#labels.push(frame.firstSample, frame.samples);
    } catch (error) {
      this.#fail(decoder, error);
    }
  }

  close(): void {
    const decoder = this.#decoder;
    this.#decoder = null;
    if (decoder && decoder.state !== "closed") decoder.close();
  }

  #make(stream: number): AudioDecoder {
    const labels = (this.#labels = new LabelQueue(Limits.opusDelay));
    const decoder: AudioDecoder = new AudioDecoder({
      output: (data) => this.#take(stream, labels, data),
      error: (error) => this.#fail(decoder, error),
    });
    decoder.configure(config);
    return (this.#decoder = decoder);
  }

  #take(stream: number, labels: LabelQueue, data: AudioData): void {
    try {
      const count = data.numberOfFrames;
      const left = new Float32Array(count);
      const right = new Float32Array(count);
      data.copyTo(left, { planeIndex: 0, format: "f32-planar" });
      data.copyTo(right, { planeIndex: data.numberOfChannels > 1 ? 1 : 0, format: "f32-planar" });
      for (const place of labels.take(count)) {
        const whole = place.offset === 0 && place.count === count;
        const end = place.offset + place.count;
        this.#output.run({
          stream, first: place.first,
          left: whole ? left : left.slice(place.offset, end), right: whole ? right : right.slice(place.offset, end),
        });
      }
    } finally {
      data.close();
    }
  }

  #fail(decoder: AudioDecoder, error: unknown): void {
    if (this.#decoder !== decoder) return;
    this.close();
    this.#output.problem(new SessionError("decode", "a packet could not be decoded", { cause: error }));
  }
}
