import { Emitter } from "../emitter.js";
import { SessionError } from "../errors.js";
import { Limits } from "../limits.js";
import { parseFrame } from "../protocol/frame.js";
import { parseMessage } from "../protocol/messages.js";
import { backoffMs } from "./backoff.js";
import type { Environment, SocketLike } from "./environment.js";
import type { ConnectionEvents, ConnectionStatus } from "./events.js";

export interface ConnectionOptions {
  /** Address of the socket, without query. */
  readonly url: string;
  readonly token: string | (() => Promise<string>);
  /** Query of the next opening; asked each time, since the place to go on from changes. */
  readonly query: () => Record<string, string>;
}

/**
 * One session's socket, opened again whenever it breaks: with a fresh token, after a growing and partly random wait,
 * for as long as it takes. Ends for good only where waiting cannot help: the session is closed or unknown, or its
 * token is refused although it is new.
 *
 * Sending never waits here: a frame goes out at once or not at all (`send` says which); what must not be lost is the
 * command queue's business.
 */
export class Connection extends Emitter<ConnectionEvents> {
  readonly #options: ConnectionOptions;
  readonly #environment: Environment;
  #status: ConnectionStatus = "paused";
  #socket: SocketLike | null = null;
  /** Opening and everything that belongs to it; an older attempt's late answers are told by it. */
  #attempt = 0;
  #failures = 0;
  #tokenRefusals = 0;
  #welcomed = false;
  #heardAt = 0;
  #closingReason: string | null = null;
  #cancelRetry: (() => void) | null = null;
  #cancelWatch: (() => void) | null = null;

  constructor(options: ConnectionOptions, environment: Environment) {
    super();
    this.#options = options;
    this.#environment = environment;
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Bytes the browser holds unsent. */
  get bufferedAmount(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** Opens, where it is neither open nor on its way. */
  open(): void {
    if (this.#status === "closed") throw new SessionError("closed", "the session is closed");
    if (this.#status !== "paused") return;
    this.#failures = 0;
    void this.#connect("connecting");
  }

  /** Closes for now. */
  pause(): void {
    if (this.#status === "closed" || this.#status === "paused") return;
    this.#drop(1000, "pause");
    this.#setStatus("paused");
  }

  /** Closes for good. */
  close(): void {
    if (this.#status === "closed") return;
    this.#drop(1000, "close");
    this.#setStatus("closed");
  }

  /** Tries now instead of waiting for the next attempt: the page is seen again, or the network is back. */
  retryNow(): void {
    if (this.#status !== "reconnecting" || !this.#cancelRetry) return;
    this.#cancelRetry();
    this.#cancelRetry = null;
    void this.#connect("reconnecting");
  }

  /** Sends a JSON frame where the socket is open and has room; returns whether it went. */
  send(frame: object): boolean {
    if (this.#status !== "open" || !this.#socket) return false;
    if (this.#socket.bufferedAmount > Limits.socketBufferedBytes) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  async #connect(status: "connecting" | "reconnecting"): Promise<void> {
    const attempt = ++this.#attempt;
    this.#welcomed = false;
    this.#closingReason = null;
    this.#setStatus(status);

    let token: string;
    try {
      token = typeof this.#options.token === "string" ? this.#options.token : await this.#options.token();
    } catch (error) {
      if (attempt !== this.#attempt) return;
      const refused = error instanceof SessionError && (error.reason === "token" || error.reason === "not-found");
      if (refused) this.#end(error);
      else this.#retry(new SessionError("unreachable", "no token could be fetched", { cause: error }));
      return;
    }

    if (attempt !== this.#attempt) return;
    const address = new URL(this.#options.url);
    for (const [name, value] of Object.entries(this.#options.query())) address.searchParams.set(name, value);
    let socket: SocketLike;
    try {
      socket = this.#environment.openSocket(address.href, ["sessionservice.v1", `token.${token}`]);
    } catch (error) {
      this.#end(new SessionError("argument", `the socket's address cannot be used: ${address.origin}`, { cause: error }));
      return;
    }

    this.#socket = socket;
    this.#heardAt = this.#environment.now();
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => {
      if (attempt === this.#attempt) this.#receive(data);
    };
    socket.onclose = ({ code, reason }) => {
      if (attempt === this.#attempt) void this.#closed(code, reason, token);
    };
    this.#watch(attempt);
  }

  #receive(data: unknown): void {
    this.#heardAt = this.#environment.now();
    if (data instanceof ArrayBuffer) {
      const frame = parseFrame(data);
      if (typeof frame === "string") this.emit("problem", new SessionError("protocol", frame));
      else this.emit("frame", frame);
      return;
    }

    let message;
    try {
      message = parseMessage(String(data));
    } catch (error) {
      this.emit("problem", new SessionError("protocol", "a frame is not JSON", { cause: error }));
      return;
    }

    if (message === null) return;
    if (message.type === "welcome") {
      this.#welcomed = true;
      this.#failures = 0;
      this.#tokenRefusals = 0;
      this.#setStatus("open");
      this.emit("welcome", message);
      return;
    }

    if (message.type === "closing") this.#closingReason = message.reason;
    this.emit("message", message);
  }

  async #closed(code: number, reason: string, token: string): Promise<void> {
    const attempt = this.#attempt;
    this.#release();
    const why = this.#closingReason;
    // `replaced` says that the list of streams is another one now: the next welcome tells it.
    if (why === "closed" || (code === 1000 && this.#welcomed && why !== "replaced")) {
      this.#end(new SessionError("closed", "the session was closed"));
      return;
    }

    if (this.#welcomed) {
      // 1008 says a rule was broken or the token ran out: a fresh token settles the second, the wait the first.
      if (code === 1008 && typeof this.#options.token === "string" && /token|expired/i.test(reason)) {
        this.#end(new SessionError("token", `the token ran out: ${reason}`));
      } else {
        this.#retry(new SessionError("unreachable", reason || `the connection broke (${code})`));
      }
      return;
    }

    // A refused upgrade looks like a broken network to a browser; a plain request to the same address tells which.
    this.#setStatus("reconnecting");
    const probe = new URL(this.#options.url.replace(/^ws/, "http"));
    const status = await this.#environment.probe(probe.href, token);
    if (attempt === this.#attempt) this.#refused(status);
  }

  #refused(status: number | null): void {
    if (status === null) {
      this.#retry(new SessionError("unreachable", "the service cannot be reached"));
    } else if (status === 401 || status === 403) {
      this.#tokenRefusals++;
      const error = new SessionError("token", "the token was refused");
      if (typeof this.#options.token === "string" || this.#tokenRefusals >= Limits.tokenRefusals) this.#end(error);
      else this.#retry(error);
    } else if (status === 404 || status === 410) {
      this.#end(new SessionError(status === 404 ? "not-found" : "closed", "there is no such session"));
    } else {
      this.#retry(new SessionError("refused", `the service did not open the socket (${status})`));
    }
  }

  #retry(error: SessionError): void {
    this.#release();
    this.emit("problem", error);
    const wait = backoffMs(this.#failures++, () => this.#environment.random());
    this.#setStatus("reconnecting", wait);
    this.#cancelRetry = this.#environment.after(wait, () => {
      this.#cancelRetry = null;
      void this.#connect("reconnecting");
    });
  }

  /** Looks after a connection that went silent: a half-open socket never says so itself. */
  #watch(attempt: number): void {
    this.#cancelWatch?.();
    this.#cancelWatch = this.#environment.after(Limits.heartbeatMs, () => {
      if (attempt !== this.#attempt || !this.#socket) return;
      const silent = this.#environment.now() - this.#heardAt;
      if (silent > (this.#welcomed ? Limits.silenceTimeoutMs : Limits.welcomeTimeoutMs)) {
        this.#attempt++;
        this.#retry(new SessionError("unreachable", `nothing was heard for ${Math.round(silent / 1000)} s`));
        return;
      }

      this.send({ type: "ping", t: Math.round(this.#environment.now()) });
      this.#watch(attempt);
    });
  }

  #end(error: SessionError): void {
    this.#drop(1000, "end");
    this.#setStatus("closed");
    this.emit("ended", error);
  }

  #drop(code: number, reason: string): void {
    this.#attempt++;
    const socket = this.#socket;
    this.#release();
    try {
      socket?.close(code, reason);
    } catch {
      // A socket that never opened may refuse; it is let go either way.
    }
  }

  #release(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#cancelWatch?.();
    this.#cancelWatch = null;
    if (this.#socket) {
      this.#socket.onmessage = this.#socket.onclose = null;
      if (this.#status !== "open") closeQuietly(this.#socket);
    }
    this.#socket = null;
  }

  #setStatus(status: ConnectionStatus, retryInMs: number | null = null): void {
    if (status === this.#status && retryInMs === null) return;
    this.#status = status;
    this.emit("status", { status, attempt: this.#failures, retryInMs });
  }
}

function closeQuietly(socket: SocketLike): void {
  try {
    socket.close(1000);
  } catch {
    // Closing a socket that is already closing is nothing to report.
  }
}
