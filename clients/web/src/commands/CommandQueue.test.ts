import { describe, expect, it } from "vitest";
import type { SessionError } from "../errors.js";
import { Limits } from "../limits.js";
import { FakeTime, settle } from "../testing/FakeTime.js";
import { CommandQueue, randomPrefix } from "./CommandQueue.js";

function make() {
  const time = new FakeTime();
  const wire: Record<string, unknown>[] = [];
  const line = { open: true, room: true };
  const queue = new CommandQueue({
    send: (frame) => {
      if (!line.open || !line.room) return false;
      wire.push(frame as Record<string, unknown>);
      return true;
    },
    open: () => line.open, now: () => time.now, after: time.after, prefix: "p-",
  });
  return { time, wire, line, queue };
}

const ack = (id: string) => ({
  id, status: "accepted" as const, atSample: 0, cues: [], predictedDelayMs: null, reason: null, superseded: [],
});
const reasonOf = (promise: Promise<unknown>): Promise<string> => promise.then(() => "none", (error: SessionError) => error.reason);

describe("commands", () => {
  it("have ids of their own and settle with their own answer, in whatever order it comes", async () => {
    const { wire, queue, time } = make();
    const first = queue.submit({ type: "event", event: "a" });
    const second = queue.submit({ type: "event", event: "b" });
    expect(wire.map((frame) => frame["id"])).toEqual(["p-1", "p-2"]);
    time.now = 7;
    queue.acknowledge(ack("p-2"));
    queue.acknowledge(ack("p-1"));
    expect((await first).message.id).toBe("p-1");
    expect(await second).toMatchObject({ message: { id: "p-2" }, roundTripMs: 7 });
    expect(queue.pending).toBe(0);
    expect(time.timers).toBe(0);
  });

  it("wait for the connection and go out in order", () => {
    const { wire, line, queue } = make();
    line.open = false;
    void queue.submit({ type: "event", event: "a" });
    void queue.submit({ type: "stinger", stinger: "b" });
    expect(wire).toEqual([]);
    line.open = true;
    queue.resend();
    expect(wire).toEqual([{ type: "event", event: "a", id: "p-1" }, { type: "stinger", stinger: "b", id: "p-2" }]);
  });

  it("go out again under their first id after a reconnect, but only those without an answer", async () => {
    const { wire, queue } = make();
    const done = queue.submit({ type: "event", event: "a" });
    const open = queue.submit({ type: "event", event: "b" });
    queue.acknowledge(ack("p-1"));
    queue.suspend();
    queue.resend();
    expect(wire.map((frame) => frame["id"])).toEqual(["p-1", "p-2", "p-2"]);
    queue.acknowledge({ ...ack("p-2"), status: "duplicate" });
    expect((await open).message.status).toBe("duplicate");
    expect(queue.acknowledge(ack("p-2"))).toBeNull();
    await done;
  });

  it("wait while the socket is full", async () => {
    const { wire, line, queue, time } = make();
    line.room = false;
    void queue.submit({ type: "event", event: "a" });
    void queue.submit({ type: "event", event: "b" });
    expect(wire).toEqual([]);
    line.room = true;
    await time.pass(Limits.drainPollMs);
    expect(wire.map((frame) => frame["event"])).toEqual(["a", "b"]);
  });

  it("are refused when too many wait, and no other is harmed", async () => {
    const { line, queue, wire } = make();
    line.open = false;
    const waiting = Array.from({ length: Limits.pendingCommands }, () => queue.submit({ type: "event", event: "a" }));
    expect(await reasonOf(queue.submit({ type: "event", event: "b" }))).toBe("queue-full");
    line.open = true;
    queue.resend();
    expect(wire).toHaveLength(Limits.pendingCommands);
    for (const frame of wire) queue.acknowledge(ack(String(frame["id"])));
    await Promise.all(waiting);
  });

  it("fail when no answer comes", async () => {
    const { queue, time } = make();
    const reason = reasonOf(queue.submit({ type: "event", event: "a" }));
    await time.pass(Limits.commandTimeoutMs);
    expect(await reason).toBe("timeout");
    expect(queue.pending).toBe(0);
  });

  it("fail with the session", async () => {
    const { queue } = make();
    const reason = reasonOf(queue.submit({ type: "event", event: "a" }));
    const { SessionError } = await import("../errors.js");
    queue.end(new SessionError("closed", "closed"));
    expect(await reason).toBe("closed");
    expect(await reasonOf(queue.submit({ type: "event", event: "a" }))).toBe("closed");
  });
});

describe("settings of one parameter", () => {
  it("that have not gone out become one, and all get its answer", async () => {
    const { wire, line, queue } = make();
    line.open = false;
    const first = queue.submit({ type: "set", parameter: "x", value: 0.1 });
    const other = queue.submit({ type: "set", parameter: "y", value: 0.5 });
    const last = queue.submit({ type: "set", parameter: "x", value: 0.9 });
    line.open = true;
    queue.resend();
    expect(wire.map((frame) => [frame["parameter"], frame["value"]])).toEqual([["x", 0.9], ["y", 0.5]]);
    queue.acknowledge(ack("p-1"));
    queue.acknowledge(ack("p-2"));
    expect((await first).message.id).toBe((await last).message.id);
    await other;
  });

  it("that may have arrived are not changed under the same id", async () => {
    const { wire, line, queue } = make();
    void queue.submit({ type: "set", parameter: "x", value: 0.1 });
    line.open = false;
    queue.suspend();
    void queue.submit({ type: "set", parameter: "x", value: 0.9 });
    line.open = true;
    queue.resend();
    await settle();
    expect(wire.map((frame) => [frame["id"], frame["value"]])).toEqual([["p-1", 0.1], ["p-1", 0.1], ["p-2", 0.9]]);
  });
});

describe("prefixes", () => {
  it("differ and leave room for a number in 64 characters", () => {
    const seen = new Set(Array.from({ length: 1000 }, randomPrefix));
    expect(seen.size).toBe(1000);
    for (const prefix of seen) expect(prefix.length).toBeLessThan(40);
  });
});
