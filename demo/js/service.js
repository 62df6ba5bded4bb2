// The demo's own door to the service: sessions of the examples, without an account.

/** Something the service refused, in words for the page. */
export class ServiceError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new ServiceError("The service cannot be reached. Is it running?", 0);
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw new ServiceError(body?.detail ?? body?.title ?? `The service answered ${answer.status}.`, answer.status);
  return body;
}

const post = (path, body) => ask(path, {
  method: "POST", headers: { "Content-Type": "application/json" }, ...(body && { body: JSON.stringify(body) }),
});

/** Opens a session of an example: `{ session, token, socket_url }`. */
export const openSession = (example) => post("/demo/sessions", { example });

/** A fresh token for a session. */
export const renewToken = async (session) => (await post(`/demo/sessions/${encodeURIComponent(session)}/tokens`)).token;
