import { describe, expect, it } from "vitest";
import { parseFrame } from "./frame.js";
import { parseMessage } from "./messages.js";
import { frameBytes } from "../testing/frames.js";

describe("audio frames", () => {
  it("reads every field at its offset, little-endian", () => {
    // Written out by hand from docs/protocol.md, not by the helper.
    const bytes = new Uint8Array([
      1, 2, 0x03, 0x00, 0x04, 0x03, 0x02, 0x01, 0x00, 0xe1, 0xf5, 0x05, 0x01, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0x20, 0x40,
      0x00, 0x40, 0x00, 0xc0, 0xff, 0x7f, 0x00, 0x80,
    ]);
    const frame = parseFrame(bytes.buffer);
    expect(frame).toMatchObject({
      format: "pcm", stream: 3, sequence: 0x01020304, firstSample: 2 ** 32 + 100_000_000, samples: 2, bar: 7, beat: 2.5,
    });
    expect(typeof frame === "string" ? [] : [...frame.payload]).toEqual([0, 0x40, 0, 0xc0, 0xff, 0x7f, 0, 0x80]);
  });

  it.each([
    ["short", new ArrayBuffer(27)],
    ["of another version", frameBytes({ version: 2 })],
    ["of an unknown format", frameBytes({ format: 9 })],
    ["with no samples", frameBytes({ samples: 0 })],
    ["with a negative first sample", frameBytes({ first: -1 })],
    ["with PCM of the wrong size", frameBytes({ format: 2, samples: 10, payload: new Uint8Array(39) })],
  ])("refuses a frame that is %s", (_, buffer) => {
    expect(typeof parseFrame(buffer)).toBe("string");
  });
});

describe("JSON frames", () => {
  it("renames members at every depth and leaves values alone", () => {
    const message = parseMessage(
      '{"type":"ack","id":"a_b","status":"accepted","at_sample":5,"cues":[{"kind":"scene","target":"big_boss","sample":9,"bar":1,"beat":1}],"predicted_delay_ms":null,"reason":null,"superseded":[]}');
    expect(message).toMatchObject({ atSample: 5, id: "a_b", predictedDelayMs: null, cues: [{ target: "big_boss" }] });
  });

  it("ignores unknown types and keeps unknown fields harmless", () => {
    expect(parseMessage('{"type":"weather"}')).toBeNull();
    expect(parseMessage("null")).toBeNull();
    expect(parseMessage('{"type":"pong","t":1,"sample":2,"new_field":{}}')).toMatchObject({ t: 1, sample: 2 });
  });
});
