import type { AckMessage, Cue } from "../protocol/messages.js";

/** A cue with the moment it will be heard. */
export interface PredictedCue extends Cue {
  /** When this player will let it be heard, in `performance.now()` milliseconds; null while it does not play. */
  predictedHeardAt: number | null;
}

/** The answer to a command. */
export interface Ack extends Omit<AckMessage, "cues"> {
  cues: PredictedCue[];
  /** When the first cue will be heard, in `performance.now()` milliseconds; null without a cue or while not playing. */
  predictedHeardAt: number | null;
  /** From sending to the answer, milliseconds; null for commands of others. */
  roundTripMs: number | null;
  /** Whether the command was sent from here. */
  own: boolean;
}
