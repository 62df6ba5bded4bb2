/** Encoding of a frame's payload. */
export type FrameFormat = "opus" | "pcm";

/** One binary frame of the socket protocol. */
export interface AudioFrame {
  readonly format: FrameFormat;
  /** 0 is the mix; others as `welcome` lists them. */
  readonly stream: number;
  readonly sequence: number;
  readonly firstSample: number;
  /** Samples per channel. */
  readonly samples: number;
  readonly bar: number;
  readonly beat: number;
  /** A view into the received buffer. */
  readonly payload: Uint8Array;
}

const headerBytes = 28;
const version = 1;

/** Reads a frame; returns what is wrong with it as text where it cannot be read. */
export function parseFrame(buffer: ArrayBuffer): AudioFrame | string {
  if (buffer.byteLength < headerBytes) return `a frame of ${buffer.byteLength} bytes, shorter than its header`;
  const view = new DataView(buffer);
  if (view.getUint8(0) !== version) return `frame version ${view.getUint8(0)}, expected ${version}`;
  const code = view.getUint8(1);
  if (code !== 1 && code !== 2) return `format ${code}, expected 1 or 2`;
  const first = view.getBigInt64(8, true);
  // 2^53 samples are 5 900 years.
  if (first < 0n || first > BigInt(Number.MAX_SAFE_INTEGER)) return `first sample ${first}, out of range`;
  const samples = view.getUint32(16, true);
  const payload = new Uint8Array(buffer, headerBytes);
  if (samples === 0 || samples > 48_000) return `${samples} samples, expected 1 to 48000`;
  if (code === 2 && payload.byteLength !== samples * 4) return `${payload.byteLength} bytes of PCM for ${samples} samples`;
  return {
    format: code === 1 ? "opus" : "pcm",
    stream: view.getUint16(2, true),
    sequence: view.getUint32(4, true),
    firstSample: Number(first),
    samples,
    bar: view.getUint32(20, true),
    beat: view.getFloat32(24, true),
    payload,
  };
}
