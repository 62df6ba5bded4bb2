import type { CommandQueue } from "../commands/CommandQueue.js";
import type { ConnectionEvents } from "../connection/events.js";
import { SessionError } from "../errors.js";
import type { AckMessage, ErrorMessage, SessionState } from "../protocol/messages.js";
import type { HeardSchedule } from "../schedule/HeardSchedule.js";
import type { CueBook } from "./CueBook.js";
import type { SessionEvents, Stats } from "./events.js";

export interface MessageRouterOptions {
  commands: CommandQueue;
  cues: CueBook;
  schedule: HeardSchedule;
  now(): number;
  emit<Name extends keyof SessionEvents>(name: Name, value: SessionEvents[Name]): void;
}

/** What the service says, turned into events: beats and captions when they are heard, the rest at once. */
export class MessageRouter {
  readonly #options: MessageRouterOptions;
  /** The last state. */
  state: SessionState | null = null;
  /** The service's last statistics. */
  service: Stats["service"] = null;
  /** Time to the service and back, milliseconds. */
  roundTripMs: number | null = null;

  constructor(options: MessageRouterOptions) {
    this.#options = options;
  }

  setState(state: SessionState): void {
    this.state = state;
    this.#options.emit("state", state);
  }

  take(message: ConnectionEvents["message"]): void {
    const { commands, cues, schedule, emit } = this.#options;
    switch (message.type) {
      case "ack": this.#acknowledged(message); break;
      case "cue": if (!commands.owns(message.id)) emit("cue", cues.ack(message, null, false)); break;
      case "beat": {
        const { type: _, ...beat } = message;
        schedule.add(beat.sample, (hearing) => {
          if (hearing?.heard === true) emit("beat", { ...beat, heardAt: hearing.at });
        });
        break;
      }
      case "caption": {
        const { sample, text } = message;
        // What a caption describes goes on after it: one whose moment was left out is told when that moment has passed.
        schedule.add(sample, (hearing) => {
          if (hearing) emit("caption", { sample, text, heardAt: hearing.at });
        });
        break;
      }
      case "state": this.setState(message.state); break;
      case "stats": {
        const { type: _, ...service } = message;
        this.service = service;
        break;
      }
      case "late": {
        const cue = cues.late(message.id, message.cue, message.lateBySamples);
        emit("late", { id: message.id, cue, lateBySamples: message.lateBySamples });
        break;
      }
      case "skipped": emit("skipped", { fromSample: message.fromSample, toSample: message.toSample, by: "service" }); break;
      case "pong": this.roundTripMs = this.#options.now() - message.t; break;
      case "error": this.#refused(message); break;
      case "closing": break;
    }
  }

  #acknowledged(message: AckMessage): void {
    const answer = this.#options.commands.acknowledge(message);
    if (!answer) return;
    this.roundTripMs ??= answer.roundTripMs;
    this.#options.emit("cue", this.#options.cues.ack(message, answer.roundTripMs, true));
  }

  #refused(message: ErrorMessage): void {
    const error = new SessionError("service", message.detail, {
      code: message.code, ...(message.path !== undefined && { path: message.path }),
    });
    if (message.id === undefined || !this.#options.commands.refuse(message.id, error)) this.#options.emit("error", error);
  }
}
