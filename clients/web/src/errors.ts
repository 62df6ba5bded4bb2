/** Why an operation of the session failed. */
export type SessionErrorReason =
  /** The token was refused, or ran out and could not be renewed. */
  | "token"
  /** There is no such session for this token. */
  | "not-found"
  /** The service cannot be reached. */
  | "unreachable"
  /** The service was reached and did not let the socket open. */
  | "refused"
  /** The session was closed, here or by its owner. */
  | "closed"
  /** Too many commands wait for their acknowledgement. */
  | "queue-full"
  /** No acknowledgement came in time. */
  | "timeout"
  /** The page may not play audio: no user gesture, no audio device, or no secure context. */
  | "audio"
  /** A packet could not be decoded. */
  | "decode"
  /** The service sent something this client cannot read. */
  | "protocol"
  /** The service refused a frame; `code` and `path` say more. */
  | "service"
  /** An argument is wrong. */
  | "argument";

/** The one error type of this package. */
export class SessionError extends Error {
  readonly reason: SessionErrorReason;
  /** The service's own code, where it gave one. */
  readonly code: string | undefined;
  /** JSON Pointer to what was wrong, where the service gave one. */
  readonly path: string | undefined;

  constructor(reason: SessionErrorReason, message: string, more: { code?: string; path?: string; cause?: unknown } = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "SessionError";
    this.reason = reason;
    this.code = more.code;
    this.path = more.path;
  }
}
