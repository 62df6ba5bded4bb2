/** Builds the bytes of a frame for tests. */
export function frameBytes(fields: {
  version?: number; format?: number; stream?: number; sequence?: number; first?: number; samples?: number; bar?: number;
  beat?: number; payload?: Uint8Array;
}): ArrayBuffer {
  const samples = fields.samples ?? 960;
  const payload = fields.payload ?? new Uint8Array(fields.format === 2 ? samples * 4 : 3);
  const bytes = new ArrayBuffer(28 + payload.byteLength);
  const view = new DataView(bytes);
  view.setUint8(0, fields.version ?? 1);
  view.setUint8(1, fields.format ?? 1);
  view.setUint16(2, fields.stream ?? 0, true);
  view.setUint32(4, fields.sequence ?? 0, true);
  view.setBigInt64(8, BigInt(fields.first ?? 0), true);
  view.setUint32(16, samples, true);
  view.setUint32(20, fields.bar ?? 1, true);
  view.setFloat32(24, fields.beat ?? 1, true);
  new Uint8Array(bytes, 28).set(payload);
  return bytes;
}

/** PCM payload of a ramp: sample n of the session has the value n / 32768 (mod 1) left and its negative right. */
export function rampPayload(first: number, samples: number): Uint8Array {
  const pcm = new Int16Array(samples * 2);
  for (let i = 0; i < samples; i++) {
    const value = (first + i) % 32_768;
    pcm[2 * i] = value;
    pcm[2 * i + 1] = -value;
  }
  return new Uint8Array(pcm.buffer);
}
