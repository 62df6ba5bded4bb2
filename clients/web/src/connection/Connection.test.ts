import { describe, expect, it } from "vitest";
import { SessionError } from "../errors.js";
import { Limits } from "../limits.js";
import { FakeEnvironment, welcome } from "../testing/FakeSocket.js";
import { frameBytes } from "../testing/frames.js";
import { backoffMs } from "./backoff.js";
import { Connection } from "./Connection.js";

function make(token: string | (() => Promise<string>) = "t0") {
  const environment = new FakeEnvironment();
  let from: string | null = null;
  const connection = new Connection({
    url: "ws://service/v1/sessions/s1/socket", token, query: () => (from === null ? {} : { from }),
  }, environment);
  const statuses: string[] = [];
  const problems: SessionError[] = [];
  const ended: SessionError[] = [];
  connection.on("status", ({ status }) => statuses.push(status));
  connection.on("problem", (error) => problems.push(error));
  connection.on("ended", (error) => ended.push(error));
  return { environment, connection, statuses, problems, ended, goFrom: (sample: number) => (from = String(sample)) };
}

async function opened(token?: string | (() => Promise<string>)) {
  const all = make(token);
  all.connection.open();
  await all.environment.time.pass(0);
  all.environment.socket.says(welcome);
  return all;
}

describe("opening", () => {
  it("offers the protocol and the token, and is open only after the welcome", async () => {
    const { environment, connection, statuses } = make("abc");
    connection.open();
    await environment.time.pass(0);
    expect(environment.socket.protocols).toEqual(["sessionservice.v1", "token.abc"]);
    expect(connection.status).toBe("connecting");
    expect(connection.send({ type: "event" })).toBe(false);
    environment.socket.says(welcome);
    expect(statuses).toEqual(["connecting", "open"]);
    expect(connection.send({ type: "event" })).toBe(true);
  });

  it.each([[401, "token"], [404, "not-found"], [410, "closed"]] as const)(
    "ends for good where the service answers %i", async (status, reason) => {
      const { environment, connection, ended } = make();
      environment.probeStatus = status;
      connection.open();
      await environment.time.pass(0);
      environment.socket.breaks();
      await environment.time.pass(0);
      expect(ended.map((error) => error.reason)).toEqual([reason]);
      await environment.time.pass(60_000);
      expect(environment.sockets).toHaveLength(1);
    });

  it("asks for a new token a few times before it believes the refusal", async () => {
    let asked = 0;
    const { environment, connection, ended } = make(() => Promise.resolve(`t${asked++}`));
    environment.probeStatus = 401;
    connection.open();
    for (let i = 0; i < Limits.tokenRefusals; i++) {
      await environment.time.pass(0);
      environment.socket.breaks();
      await environment.time.pass(i < Limits.tokenRefusals - 1 ? 10_000 - 1 : 0);
    }
    expect(asked).toBe(Limits.tokenRefusals);
    expect(ended.map((error) => error.reason)).toEqual(["token"]);
  });
});

describe("reconnecting", () => {
  it("goes on where the player wants, with a fresh token", async () => {
    let asked = 0;
    const all = await opened(() => Promise.resolve(`t${asked++}`));
    all.goFrom(48_000);
    all.environment.socket.breaks(1001, "going down");
    expect(all.connection.status).toBe("reconnecting");
    await all.environment.time.pass(Limits.backoffFirstMs);
    expect(all.environment.sockets).toHaveLength(2);
    expect(new URL(all.environment.socket.url).searchParams.get("from")).toBe("48000");
    expect(all.environment.socket.protocols[1]).toBe("token.t1");
    all.environment.socket.says(welcome);
    expect(all.statuses).toEqual(["connecting", "open", "reconnecting", "reconnecting", "open"].filter((s, i, a) => s !== a[i - 1]));
  });

  it("waits longer with each failure, never beyond the longest, and starts over once it was open", async () => {
    const all = await opened();
    const gaps: number[] = [];
    all.environment.socket.breaks(1011);
    for (let i = 0; i < 12; i++) {
      const before = all.environment.time.now;
      const count = all.environment.sockets.length;
      while (all.environment.sockets.length === count) await all.environment.time.pass(1);
      gaps.push(all.environment.time.now - before);
      all.environment.socket.breaks();
      await all.environment.time.pass(0);
    }
    for (let i = 1; i < gaps.length; i++) expect(gaps[i]!).toBeGreaterThanOrEqual(gaps[i - 1]! - 1);
    expect(gaps[0]).toBeLessThanOrEqual(Limits.backoffFirstMs);
    expect(gaps.at(-1)).toBeLessThanOrEqual(Limits.backoffLongestMs);
    expect(gaps.at(-1)).toBeGreaterThan(Limits.backoffLongestMs / 2);
    all.connection.retryNow();
    await all.environment.time.pass(0);
    all.environment.socket.says(welcome);
    all.environment.socket.breaks(1011);
    const count = all.environment.sockets.length;
    await all.environment.time.pass(Limits.backoffFirstMs);
    expect(all.environment.sockets).toHaveLength(count + 1);
  });

  it("gives up a connection on which nothing is heard", async () => {
    const all = await opened();
    await all.environment.time.pass(Limits.silenceTimeoutMs - 1_000);
    all.environment.socket.saysBytes(frameBytes({}));
    await all.environment.time.pass(Limits.silenceTimeoutMs - 1_000);
    expect(all.connection.status).toBe("open");
    await all.environment.time.pass(3 * Limits.heartbeatMs);
    expect(all.connection.status).not.toBe("open");
    expect(all.environment.sockets[0]!.sent.some((frame) => frame["type"] === "ping")).toBe(true);
  });

  it("does not listen to a connection it has left", async () => {
    const all = await opened();
    const old = all.environment.socket;
    const frames: unknown[] = [];
    all.connection.on("frame", (frame) => frames.push(frame));
    const handler = old.onmessage!;
    old.breaks(1011);
    await all.environment.time.pass(1_000);
    handler({ data: frameBytes({}) });
    expect(frames).toEqual([]);
  });

  it("stays closed after the service said closed", async () => {
    const all = await opened();
    all.environment.socket.says({ type: "closing", reason: "closed" });
    all.environment.socket.breaks(1000);
    await all.environment.time.pass(60_000);
    expect(all.environment.sockets).toHaveLength(1);
    expect(all.ended.map((error) => error.reason)).toEqual(["closed"]);
  });

  it.each([["shutdown", 1001], ["replaced", 1000], ["fault", 1011]])("comes back after the service said %s", async (reason, code) => {
    const all = await opened();
    all.environment.socket.says({ type: "closing", reason });
    all.environment.socket.breaks(code);
    await all.environment.time.pass(1_000);
    expect(all.environment.sockets).toHaveLength(2);
  });

  it("pauses without a sound and opens again", async () => {
    const all = await opened();
    all.connection.pause();
    expect(all.environment.socket.closedWith).toBe(1000);
    await all.environment.time.pass(60_000);
    expect(all.environment.sockets).toHaveLength(1);
    expect(all.environment.time.timers).toBe(0);
    all.connection.open();
    await all.environment.time.pass(0);
    expect(all.environment.sockets).toHaveLength(2);
  });
});

describe("what arrives", () => {
  it("reports what it cannot read and goes on", async () => {
    const all = await opened();
    all.environment.socket.onmessage!({ data: "{" });
    all.environment.socket.saysBytes(new ArrayBuffer(3));
    expect(all.problems.map((error) => error.reason)).toEqual(["protocol", "protocol"]);
    expect(all.connection.status).toBe("open");
  });

  it("does not send into a socket that is full", async () => {
    const all = await opened();
    all.environment.socket.bufferedAmount = Limits.socketBufferedBytes + 1;
    expect(all.connection.send({ type: "event" })).toBe(false);
  });
});

describe("the wait", () => {
  it("is at least half of the doubled time", () => {
    for (let failures = 0; failures < 40; failures++) {
      const full = Math.min(Limits.backoffLongestMs, Limits.backoffFirstMs * 2 ** failures);
      expect(backoffMs(failures, () => 0)).toBe(full / 2);
      expect(backoffMs(failures, () => 1)).toBe(full);
    }
  });
});
