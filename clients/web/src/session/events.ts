import type { Ack, PredictedCue } from "../commands/ack.js";
import type { ConnectionStatus } from "../connection/events.js";
import type { SessionError } from "../errors.js";
import type { SessionState } from "../protocol/messages.js";

/** A beat at the moment it is heard. */
export interface Beat {
  sample: number;
  /** From 1. */
  bar: number;
  /** From 1. */
  beat: number;
  scene: string;
  /** Lead-sheet symbol. */
  chord: string;
  bpm: number;
  /** `performance.now()` milliseconds at which it is heard. */
  heardAt: number;
}

/** Words for what is heard, at the moment it is heard. */
export interface Caption { sample: number; text: string; heardAt: number }

/** A cue at the moment it was heard. */
export interface CueHeard {
  /** Id of the command that caused it. */
  id: string;
  cue: PredictedCue;
  /** When it was heard, `performance.now()` milliseconds; null where it was left out of what was heard. */
  heardAt: number | null;
  /** Heard minus predicted, milliseconds; null where either is unknown. */
  errorMs: number | null;
  own: boolean;
}

/** How session, connection and player do; once a second. */
export interface Stats {
  /** Of the service: rendered audio ahead of playing, milliseconds; null before the first report, as all of `service`. */
  service: {
    leadMs: number; listeners: number; renderedSamples: number; cpuMs: number; lateCues: number; deadlineMisses: number;
    modelBars: number; ruleBars: number;
  } | null;
  /** Decoded audio in hand, milliseconds. */
  bufferMs: number;
  /** Wanted low-water mark of it. */
  targetMs: number;
  /** Jitter as the player meets it: spread of the low-water marks of half a minute, milliseconds. */
  jitterMs: number;
  /** Playing rate by which the clocks are kept together. */
  rate: number;
  underruns: number;
  jumps: number;
  framesReceived: number;
  framesLost: number;
  /** Time to the service and back; null before the first answer. */
  roundTripMs: number | null;
  /** What the device adds, milliseconds. */
  outputLatencyMs: number;
  format: "opus" | "pcm" | null;
  /** Commands without an answer. */
  pendingCommands: number;
  /** Session sample that is heard now; null while nothing plays. */
  heardSample: number | null;
}

/** How the connection stands. */
export interface ConnectionChange {
  status: ConnectionStatus;
  /** Failed attempts since it was last open. */
  attempt: number;
  /** Wait before the next attempt, where one is due. */
  retryInMs: number | null;
  /** Whether the music goes on exactly where it left off; null before the first welcome. */
  resumed: boolean | null;
}

/** Events of a session. */
export interface SessionEvents {
  /** The session's state as the service tells it: ahead of what is heard. */
  state: SessionState;
  beat: Beat;
  caption: Caption;
  /** A command was acknowledged, one's own or another's. */
  cue: Ack;
  cueHeard: CueHeard;
  stats: Stats;
  connection: ConnectionChange;
  /** The buffer ran dry; playing goes on by itself. */
  underrun: { sample: number };
  /** Time was left out: this listener was moved to live, or the player went over a hole. */
  skipped: { fromSample: number; toSample: number; by: "service" | "player" };
  /** A cue sounded later than acknowledged. */
  late: { id: string; cue: PredictedCue; lateBySamples: number };
  error: SessionError;
}
