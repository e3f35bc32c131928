import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { CurrentUser } from "@/app/_auth/current-user";
import { log } from "@/lib/core/log";
import { listUserSessions } from "@/lib/identity/user-sessions";
import type { CallNews } from "@/lib/records/follow-calls";

const LOOK_EVERY_MS = 500;
const HEARTBEAT_MS = 15_000;
const CHECK_SESSION_MS = 5_000;
const RETRY_MS = 2_000;

/**
 * Turns looks into server-sent events until the reader leaves or the session ends. A reader that does not keep up is not looked for: what it missed comes with its next look.
 */
export function callEvents(
  current: CurrentUser,
  look: () => Promise<CallNews>,
  signal: AbortSignal,
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
          const chunk = eventsOf(await look());
          const silent = Date.now() - lastSentMs > HEARTBEAT_MS;
          if (chunk || silent) {
            lastSentMs = Date.now();
            controller.enqueue(encoder.encode(chunk || ": still here\n\n"));
            return;
          }
          await pause(LOOK_EVERY_MS, undefined, { signal });
        }
      } catch (err) {
        // The reader left, or the store is away: the browser comes back with the last id it has.
        if (!signal.aborted && !left) log.warn({ err }, "a live list of calls was cut");
      }
      if (!left) controller.close();
    },
    cancel() {
      left = true;
    },
  });
}

function eventsOf({ calls, behind, cursor }: CallNews): string {
  const events = calls.map((call) => `id: ${cursor}\nevent: call\ndata: ${JSON.stringify(call)}\n\n`);
  return events.join("") + (behind ? "event: behind\ndata: {}\n\n" : "");
}

/** Looks without noting a use: a page left open is not somebody at work. */
async function sessionLives({ mesh, user, session }: CurrentUser): Promise<boolean> {
  const live = await listUserSessions(mesh.database.db, { userId: user.id });
  return live.some((candidate) => candidate.id === session.id);
}
