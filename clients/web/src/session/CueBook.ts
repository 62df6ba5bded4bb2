import type { Ack, PredictedCue } from "../commands/ack.js";
import type { Hearing } from "../player/HeardClock.js";
import type { AckMessage, Cue } from "../protocol/messages.js";
import type { HeardSchedule } from "../schedule/HeardSchedule.js";
import type { CueHeard } from "./events.js";

export interface CueBookOptions {
  timeOf(sample: number): Hearing | null;
  schedule: Pick<HeardSchedule, "add">;
  heard(event: CueHeard): void;
}

const remembered = 512;

/**
 * What was promised and what came of it. Each acknowledgement gets the moments at which its cues will be heard; when
 * they are, the promise is compared with it. An acknowledgement that comes twice is entered once.
 */
export class CueBook {
  readonly #options: CueBookOptions;
  readonly #acks = new Map<string, Ack>();
  readonly #moved = new Map<string, number>();

  constructor(options: CueBookOptions) {
    this.#options = options;
  }

  /** Enters an acknowledgement, and gives it back with its predictions. */
  ack(message: AckMessage, roundTripMs: number | null, own: boolean): Ack {
    const known = this.#acks.get(message.id);
    if (known) return known;
    const cues = message.cues.map((cue) => this.#predict(cue));
    const { id, status, atSample, predictedDelayMs, reason, superseded } = message;
    const ack: Ack = {
      id, status, atSample, predictedDelayMs, reason, superseded, cues, roundTripMs, own,
      predictedHeardAt: cues[0]?.predictedHeardAt ?? null,
    };
    this.#acks.set(id, ack);
    for (const gone of superseded) this.#moved.set(gone, Number.POSITIVE_INFINITY);
    this.#forget();
    for (const cue of cues) this.#await(ack, cue, cue.sample);
    return ack;
  }

  /** A cue will sound later than acknowledged. */
  late(id: string, cue: Cue, lateBySamples: number): PredictedCue {
    const ack = this.#acks.get(id);
    const entered = ack?.cues.find((candidate) => candidate.sample === cue.sample && candidate.target === cue.target);
    if (!ack || !entered) return this.#predict(cue);
    this.#moved.set(key(id, cue), cue.sample + lateBySamples);
    this.#await(ack, entered, cue.sample + lateBySamples);
    return entered;
  }

  #await(ack: Ack, cue: PredictedCue, sample: number): void {
    this.#options.schedule.add(sample, (hearing) => {
      // Replaced by a later command, or late: then another entry waits for it, or none.
      if (cue.kind === "scene" && this.#moved.has(ack.id) && sample === cue.sample) return;
      if ((this.#moved.get(key(ack.id, cue)) ?? sample) !== sample) return;
      // What was acknowledged before anything played is predicted from here on.
      const heardAt = hearing?.heard === true ? hearing.at : null;
      const errorMs = heardAt === null || cue.predictedHeardAt === null ? null : heardAt - cue.predictedHeardAt;
      this.#options.heard({ id: ack.id, cue, heardAt, errorMs, own: ack.own });
    });
  }

  #predict(cue: Cue): PredictedCue {
    const hearing = this.#options.timeOf(cue.sample);
    return { ...cue, predictedHeardAt: hearing?.heard === true ? hearing.at : null };
  }

  #forget(): void {
    for (const map of [this.#acks, this.#moved] as Map<string, unknown>[]) {
      while (map.size > remembered) map.delete(map.keys().next().value!);
    }
  }
}

function key(id: string, cue: Cue): string {
  return `${id} ${cue.kind} ${cue.target} ${cue.sample}`;
}
