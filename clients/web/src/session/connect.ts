import { opusSupported } from "../decode/OpusDecoder.js";
import { SessionError } from "../errors.js";
import { socketAddress } from "./address.js";
import type { ConnectOptions } from "./options.js";
import { Session } from "./Session.js";

/**
 * Opens a session's socket. Settles when the service has said welcome, or fails with the reason. From then on a broken
 * connection mends itself. The music is heard after `start()`.
 */
export async function connect(options: ConnectOptions): Promise<Session> {
  const volume = options.volume ?? 1;
  if (!options.session) throw new SessionError("argument", "no session is named");
  if (!(volume >= 0 && volume <= 1)) throw new SessionError("argument", `a volume of ${volume}, expected 0 to 1`);
  const base = typeof document === "undefined" ? undefined : document.baseURI;
  const address = socketAddress(options.url, options.session, base);
  const wanted = options.format ?? "auto";
  const opus = wanted !== "pcm" && (await opusSupported());
  if (wanted === "opus" && !opus) throw new SessionError("audio", "this browser does not decode Opus");
  const session = new Session({
    address, token: options.token, format: opus ? "opus" : "pcm", streams: options.streams ?? "mix", volume,
    context: options.context, workletUrl: options.workletUrl?.toString(),
  });
  try {
    await session.open();
    if (options.autoplay === true) await session.start();
  } catch (error) {
    await session.close();
    throw error;
  }
  return session;
}
