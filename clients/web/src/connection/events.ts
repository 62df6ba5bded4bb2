import type { SessionError } from "../errors.js";
import type { AudioFrame } from "../protocol/frame.js";
import type { ServerMessage, WelcomeMessage } from "../protocol/messages.js";

/** How the connection stands. `paused` is closed on purpose and can be opened again; `closed` is for good. */
export type ConnectionStatus = "connecting" | "open" | "reconnecting" | "paused" | "closed";

/** What a connection reports. */
export interface ConnectionEvents {
  status: { status: ConnectionStatus; attempt: number; retryInMs: number | null };
  welcome: WelcomeMessage;
  frame: AudioFrame;
  message: Exclude<ServerMessage, WelcomeMessage>;
  /** Something was wrong that the connection survives. */
  problem: SessionError;
  /** The connection has ended for good. */
  ended: SessionError;
}
