import { describe, expect, it } from "vitest";
import { socketAddress } from "./address.js";
import { CueBook } from "./CueBook.js";
import type { CueHeard } from "./events.js";
import { MessageRouter } from "./MessageRouter.js";
import { Session } from "./Session.js";
import { HeardSchedule } from "../schedule/HeardSchedule.js";
import { FakeEnvironment, welcome } from "../testing/FakeSocket.js";
import { FakeTime, settle } from "../testing/FakeTime.js";

const cue = (kind: string, sample: number) => ({ kind, target: "x", sample, bar: 1, beat: 1 });
const message = (id: string, sample: number, superseded: string[] = []) => ({
  id, status: "accepted" as const, atSample: 0, cues: [cue("scene", sample)], predictedDelayMs: 1, reason: null, superseded,
});

function book() {
  const time = new FakeTime();
  const clock = { shift: 0 };
  const timeOf = (sample: number) => ({ at: sample / 48 + clock.shift, heard: true });
  const events: CueHeard[] = [];
  const schedule = new HeardSchedule({ timeOf, now: () => time.now, after: time.after });
  return { time, clock, events, cues: new CueBook({ timeOf, schedule, heard: (event) => events.push(event) }) };
}

describe("addresses", () => {
  it.each([
    ["https://music.example", "wss://music.example/v1/sessions/a%2Fb/socket"],
    ["http://music.example/base/", "ws://music.example/base/v1/sessions/a%2Fb/socket"],
    ["/v1/sessions/q/socket", "ws://page.example/v1/sessions/q/socket"],
    ["ws://h:1/v1/sessions/q/socket?x=1", "ws://h:1/v1/sessions/q/socket"],
  ])("%s", (url, expected) => expect(socketAddress(url, "a/b", "http://page.example/x")).toBe(expected));

  it("refuses what is none", () => {
    expect(() => socketAddress("nonsense", "s")).toThrow(/not an address/);
    expect(() => socketAddress("ftp://x", "s")).toThrow(/not an address/);
  });
});

describe("promises and what came of them", () => {
  it("compares the prediction with the moment it was heard", async () => {
    const { time, clock, events, cues } = book();
    expect(cues.ack(message("a", 48_000), 3, true)).toMatchObject({ predictedHeardAt: 1000, roundTripMs: 3 });
    await time.pass(500);
    clock.shift = 12;
    await time.pass(1000);
    expect(events).toMatchObject([{ id: "a", heardAt: 1012, errorMs: 12, own: true }]);
  });

  it("enters an acknowledgement that comes twice once", async () => {
    const { time, events, cues } = book();
    cues.ack(message("a", 48_000), 3, true);
    cues.ack(message("a", 48_000), 3, true);
    await time.pass(2000);
    expect(events).toHaveLength(1);
  });

  it("does not wait for a scene that was replaced", async () => {
    const { time, events, cues } = book();
    cues.ack(message("a", 48_000), 3, true);
    cues.ack(message("b", 96_000, ["a"]), 3, true);
    await time.pass(3000);
    expect(events.map((event) => event.id)).toEqual(["b"]);
  });

  it("waits for a late cue where it will be", async () => {
    const { time, events, cues } = book();
    cues.ack(message("a", 48_000), 3, true);
    cues.late("a", cue("scene", 48_000), 480);
    await time.pass(3000);
    expect(events).toMatchObject([{ id: "a", heardAt: 1010, errorMs: 10 }]);
  });
});

describe("beats and captions", () => {
  it("are told when they are heard; of what was left out only the caption, for what it describes goes on", async () => {
    const time = new FakeTime();
    const timeOf = (sample: number) => ({ at: sample / 48, heard: sample >= 48_000 });
    const schedule = new HeardSchedule({ timeOf, now: () => time.now, after: time.after });
    const told: [string, number][] = [];
    const router = new MessageRouter({
      commands: {} as never, cues: {} as never, schedule, now: () => time.now, emit: (name) => void told.push([name, time.now]),
    });
    const beat = (sample: number) => ({ type: "beat" as const, sample, bar: 1, beat: 1, scene: "a", chord: "C", bpm: 60 });
    router.take(beat(4_800));
    router.take({ type: "caption", sample: 9_600, text: "Strings" });
    router.take(beat(96_000));
    await time.pass(3_000);
    expect(told).toEqual([["caption", 200], ["beat", 2_000]]);
  });
});

describe("a session over a connection that breaks", () => {
  it("sends what was not answered again, under the same id, and settles once", async () => {
    const environment = new FakeEnvironment();
    const session = new Session({
      address: "ws://service/v1/sessions/s1/socket", token: () => Promise.resolve("t"), format: "pcm", streams: "mix", volume: 1,
      context: undefined, workletUrl: undefined,
    }, environment);
    const opening = session.open();
    await environment.time.pass(0);
    environment.socket.says(welcome);
    await opening;
    const acks: string[] = [];
    session.on("cue", (ack) => acks.push(ack.id));
    const answer = session.event("enter.battle", 0.5);
    const id = environment.socket.sent[0]!["id"] as string;
    environment.socket.breaks(1006);
    await environment.time.pass(1_000);
    environment.socket.says({ ...welcome, resumed: true });
    expect(environment.socket.sent[0]).toEqual({ type: "event", event: "enter.battle", value: 0.5, id });
    const reply = { type: "ack", id, status: "duplicate", at_sample: 1, cues: [], predicted_delay_ms: null, reason: null, superseded: [] };
    environment.socket.says(reply);
    environment.socket.says(reply);
    expect(await answer).toMatchObject({ id, status: "duplicate", own: true });
    // One's own command comes back as a notice to all; it is not told twice.
    environment.socket.says({ ...reply, type: "cue" });
    await settle();
    expect(acks).toEqual([id]);
    expect(session.state?.scene).toBe("explore");
    await session.close();
    expect(session.connection).toBe("closed");
    expect(environment.time.timers).toBe(0);
  });
});
