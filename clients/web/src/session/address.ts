import { SessionError } from "../errors.js";

/** Address of a session's socket, from the service's address or the socket's own. */
export function socketAddress(url: string, session: string, base?: string): string {
  let address: URL;
  try {
    address = base === undefined ? new URL(url) : new URL(url, base);
  } catch (error) {
    throw new SessionError("argument", `not an address: ${url}`, { cause: error });
  }
  if (!/^(https?|wss?):$/.test(address.protocol)) throw new SessionError("argument", `not an address of a service: ${url}`);
  address.protocol = address.protocol.replace("http", "ws");
  address.search = address.hash = "";
  if (!address.pathname.endsWith("/socket")) {
    address.pathname = `${address.pathname.replace(/\/+$/, "")}/v1/sessions/${encodeURIComponent(session)}/socket`;
  }
  return address.href;
}
