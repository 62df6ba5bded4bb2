/** Calls `seen` when the page comes into view and `online` when the network is back; returns what ends it. */
export function watchPage(seen: () => void, online: () => void): () => void {
  if (typeof document === "undefined") return () => undefined;
  const changed = (): void => {
    if (document.visibilityState === "visible") seen();
  };
  document.addEventListener("visibilitychange", changed);
  addEventListener("online", online);
  return () => {
    document.removeEventListener("visibilitychange", changed);
    removeEventListener("online", online);
  };
}
