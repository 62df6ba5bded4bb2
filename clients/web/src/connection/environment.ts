/** What a connection needs of the browser; tests put their own in its place. */
export interface Environment {
  openSocket(url: string, protocols: string[]): SocketLike;
  /** Asks over plain HTTP why a socket would not open; the status, or null where nothing answers. */
  probe(url: string, token: string): Promise<number | null>;
  now(): number;
  random(): number;
  after(ms: number, action: () => void): () => void;
}

/** The part of a WebSocket a connection uses. */
export interface SocketLike {
  binaryType: BinaryType;
  readonly bufferedAmount: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** The browser itself. */
export const browserEnvironment: Environment = {
  openSocket: (url, protocols) => new WebSocket(url, protocols) as unknown as SocketLike,
  async probe(url, token) {
    try {
      const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` }, cache: "no-store" });
      return answer.status;
    } catch {
      return null;
    }
  },
  now: () => performance.now(),
  random: () => Math.random(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
