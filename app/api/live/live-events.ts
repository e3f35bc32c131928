import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { CurrentUser } from "@/app/_auth/current-user";
import { log } from "@/lib/core/log";
import { listUserSessions } from "@/lib/identity/user-sessions";

const LOOK_EVERY_MS = 500;
const HEARTBEAT_MS = 15_000;
const CHECK_SESSION_MS = 5_000;
const RETRY_MS = 2_000;

/** What a live feed sends. */
export interface LiveSource {
  /** Looks once. @returns whole events, or nothing when there is no news */
  look: () => Promise<string>;
  /** What shows that the feed is alive when there was no news for long. */
  beat?: () => string;
}

/**
 * Turns looks into server-sent events until the reader leaves or the session ends. A reader that does not keep up is not looked for: what it missed comes with its next look.
 */
export function liveEvents(
  current: CurrentUser,
  signal: AbortSignal,
  { look, beat = () => ": still here\n\n" }: LiveSource,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let left = false;
  let lastSentMs = 0;
  let lastCheckMs = Date.now();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
    },
    // Called when the reader has room: one look, at most one chunk.
    async pull(controller) {
      try {
        while (!signal.aborted && !left) {
          if (Date.now() - lastCheckMs > CHECK_SESSION_MS) {
            lastCheckMs = Date.now();
            if (!(await sessionLives(current))) break;
          }
          const chunk = await look();
          const silent = Date.now() - lastSentMs > HEARTBEAT_MS;
          if (chunk || silent) {
            lastSentMs = Date.now();
            controller.enqueue(encoder.encode(chunk || beat()));
            return;
          }
          await pause(LOOK_EVERY_MS, undefined, { signal });
        }
      } catch (err) {
        // The reader left, or the store is away: the browser comes back with the last id it has.
        if (!signal.aborted && !left) log.warn({ err }, "a live list was cut");
      }
      if (!left) controller.close();
    },
    cancel() {
      left = true;
    },
  });
}

/** Looks without noting a use: a page left open is not somebody at work. */
async function sessionLives({ mesh, user, session }: CurrentUser): Promise<boolean> {
  const live = await listUserSessions(mesh.database.db, { userId: user.id });
  return live.some((candidate) => candidate.id === session.id);
}
