// The one place that knows where the client is served.
export { connect, createAudioContext, SessionError } from "../client/sessionservice.js";

/** The worklet as a file of its own: this page's content security policy allows no blob URLs. */
export const workletUrl = new URL("../client/sessionservice.worklet.js", import.meta.url);
