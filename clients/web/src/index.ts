export { connect } from "./session/connect.js";
export { createAudioContext } from "./player/audioContext.js";
export { SessionError, type SessionErrorReason } from "./errors.js";
export type { Session } from "./session/Session.js";
export type { ConnectOptions, SyncPoint, TapListener } from "./session/options.js";
export type { Beat, Caption, ConnectionChange, CueHeard, SessionEvents, Stats } from "./session/events.js";
export type { Ack, PredictedCue } from "./commands/ack.js";
export type { Cue, LayerState, ParameterState, SessionState } from "./protocol/messages.js";
export type { ConnectionStatus } from "./connection/events.js";
