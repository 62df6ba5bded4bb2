import type { Environment, SocketLike } from "../connection/environment.js";
import { FakeTime } from "./FakeTime.js";

/** A socket whose other end is the test. */
export class FakeSocket implements SocketLike {
  binaryType: BinaryType = "blob";
  bufferedAmount = 0;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];
  closedWith: number | null = null;

  constructor(readonly url: string, readonly protocols: string[]) {}

  send(data: string): void {
    this.sent.push(JSON.parse(data) as Record<string, unknown>);
  }

  close(code?: number): void {
    this.closedWith = code ?? 1005;
  }

  says(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  saysBytes(bytes: ArrayBuffer): void {
    this.onmessage?.({ data: bytes });
  }

  breaks(code = 1006, reason = ""): void {
    this.onclose?.({ code, reason });
  }
}

/** The browser as the tests want it. */
export class FakeEnvironment implements Environment {
  readonly time = new FakeTime();
  readonly sockets: FakeSocket[] = [];
  probeStatus: number | null = null;

  readonly now = (): number => this.time.now;
  readonly random = (): number => 0.5;
  readonly after = this.time.after;

  openSocket(url: string, protocols: string[]): FakeSocket {
    const socket = new FakeSocket(url, protocols);
    this.sockets.push(socket);
    return socket;
  }

  probe(): Promise<number | null> {
    return Promise.resolve(this.probeStatus);
  }

  get socket(): FakeSocket {
    return this.sockets.at(-1)!;
  }
}

export const welcome = {
  type: "welcome", protocol: "sessionservice.v1", session: "s1", sample_rate: 48_000, channels: 2, format: "pcm",
  streams: [{ index: 0, name: "mix" }], first_sample: 0, resumed: false, state: { session: "s1", scene: "explore" },
};
