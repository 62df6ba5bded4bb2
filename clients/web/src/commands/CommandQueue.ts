import { SessionError } from "../errors.js";
import { Limits } from "../limits.js";
import type { AckMessage } from "../protocol/messages.js";

/** A command before it has an id. */
export type CommandBody =
  | { type: "event"; event: string; value?: number }
  | { type: "scene"; scene: string; sync?: string }
  | { type: "set"; parameter: string; value: number; over?: number; unit?: string }
  | { type: "layer"; layer: string; mute?: boolean; solo?: boolean; gain_db?: number; writer?: "rules" | "model" | "codec" }
  | { type: "stinger"; stinger: string };

/** An acknowledgement with how long it took. */
export interface Answer { message: AckMessage; roundTripMs: number }

interface Waiter { resolve(answer: Answer): void; reject(error: SessionError): void }

interface Entry {
  id: string;
  body: CommandBody;
  since: number;
  /** On the present connection. */
  sent: boolean;
  /** On any connection: the service may know this id, and its answer would be to this body. */
  everSent: boolean;
  waiters: Waiter[];
  cancelTimeout: () => void;
}

export interface CommandQueueOptions {
  /** Sends a frame now, or returns false where that is not possible. */
  send(frame: object): boolean;
  /** Whether there is a connection to wait for. */
  open(): boolean;
  now(): number;
  after(ms: number, action: () => void): () => void;
  /** Beginning of every id; must differ from every other client's. */
  prefix: string;
}

/**
 * Commands from when they are given until they are acknowledged. Policy: **wait**. A command that cannot go out now
 * waits, in order; after a reconnect everything without an acknowledgement goes out again under its first id, which the
 * service answers without doing it twice. At `Limits.pendingCommands` the next one is refused (`queue-full`), and one
 * without an answer for `Limits.commandTimeoutMs` fails (`timeout`): no command ends without its caller knowing. Of
 * `set`s that have not gone out, only the last for a parameter is kept; the earlier ones share its answer.
 */
export class CommandQueue {
  readonly #options: CommandQueueOptions;
  readonly #entries = new Map<string, Entry>();
  #next = 1;
  #cancelDrain: (() => void) | null = null;
  #ended: SessionError | null = null;

  constructor(options: CommandQueueOptions) {
    this.#options = options;
  }

  /** Commands without an answer. */
  get pending(): number {
    return this.#entries.size;
  }

  /** Whether an id is one of this client's. */
  owns(id: string): boolean {
    return id.startsWith(this.#options.prefix);
  }

  /** Gives a command; settles with its acknowledgement. */
  submit(body: CommandBody): Promise<Answer> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { resolve, reject };
      if (body.type === "set" && this.#replaceUnsent(body, waiter)) return;
      if (this.#entries.size >= Limits.pendingCommands) {
        reject(new SessionError("queue-full", `${Limits.pendingCommands} commands already wait for an answer`));
        return;
      }

      const id = `${this.#options.prefix}${this.#next++}`;
      const entry: Entry = {
        id, body, since: this.#options.now(), sent: false, everSent: false, waiters: [waiter],
        cancelTimeout: this.#options.after(Limits.commandTimeoutMs, () => this.#fail(entry, new SessionError(
          "timeout", `no answer to ${body.type} within ${Limits.commandTimeoutMs / 1000} s`))),
      };
      this.#entries.set(id, entry);
      this.flush();
    });
  }

  /** Sends what waits, in order, as far as the socket takes it. */
  flush(): void {
    this.#cancelDrain?.();
    this.#cancelDrain = null;
    if (!this.#options.open()) return;
    for (const entry of this.#entries.values()) {
      if (entry.sent) continue;
      if (!this.#options.send({ ...entry.body, id: entry.id })) {
        this.#cancelDrain = this.#options.after(Limits.drainPollMs, () => this.flush());
        return;
      }
      entry.sent = entry.everSent = true;
    }
  }

  /** The connection is a new one: everything without an answer goes out again. */
  resend(): void {
    for (const entry of this.#entries.values()) entry.sent = false;
    this.flush();
  }

  /** The connection is gone; what was sent may not have arrived. */
  suspend(): void {
    this.#cancelDrain?.();
    this.#cancelDrain = null;
  }

  /** Takes an acknowledgement; returns its answer where it is this client's and still waited for. */
  acknowledge(message: AckMessage): Answer | null {
    const entry = this.#entries.get(message.id);
    if (!entry) return null;
    this.#remove(entry);
    const answer = { message, roundTripMs: this.#options.now() - entry.since };
    for (const waiter of entry.waiters) waiter.resolve(answer);
    return answer;
  }

  /** The service could not take a command: its caller is told. */
  refuse(id: string, error: SessionError): boolean {
    const entry = this.#entries.get(id);
    if (entry) this.#fail(entry, error);
    return entry !== undefined;
  }

  /** Fails everything that waits, and all that comes. */
  end(error: SessionError): void {
    this.#ended = error;
    this.suspend();
    for (const entry of [...this.#entries.values()]) this.#fail(entry, error);
  }

  #replaceUnsent(body: CommandBody & { type: "set" }, waiter: Waiter): boolean {
    for (const entry of this.#entries.values()) {
      if (!entry.everSent && entry.body.type === "set" && entry.body.parameter === body.parameter) {
        entry.body = body;
        entry.waiters.push(waiter);
        return true;
      }
    }
    return false;
  }

  #fail(entry: Entry, error: SessionError): void {
    this.#remove(entry);
    for (const waiter of entry.waiters) waiter.reject(error);
  }

  #remove(entry: Entry): void {
    entry.cancelTimeout();
    this.#entries.delete(entry.id);
  }
}

/** A prefix that no other client has: 60 random bits. */
export function randomPrefix(): string {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return `c${words[0]!.toString(36)}${(words[1]! >>> 4).toString(36)}-`;
}
