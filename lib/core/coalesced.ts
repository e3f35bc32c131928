/**
 * A reading that many callers share: one who asks while it runs gets the next one, because the running one may have looked before the caller's own change was there. However many ask, at most two are under way.
 * @throws what `read` throws
 */
export function coalesced<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  let queued: Promise<T> | undefined;
  const ask = (): Promise<T> => {
    if (!running) {
      running = read().finally(() => {
        running = undefined;
      });
      return running;
    }
    queued ??= running
      .catch(() => undefined)
      .then(() => {
        queued = undefined;
        return ask();
      });
    return queued;
  };
  return ask;
}
