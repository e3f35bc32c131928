/** Resolves after so many milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/**
 * Asks again and again until the answer is yes.
 * @returns how long that took, in milliseconds
 * @throws when it is still no after `timeoutMs`
 */
export async function until(
  what: string,
  test: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
  everyMs = 20,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    if (await test()) return performance.now() - startedAt;
    if (performance.now() - startedAt > timeoutMs)
      throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
    await pause(everyMs);
  }
}
