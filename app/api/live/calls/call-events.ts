import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { CurrentUser } from "@/app/_auth/current-user";
import { log } from "@/lib/core/log";
import type { EventFeed } from "@/lib/events/event-feed";
import { listUserSessions } from "@/lib/identity/user-sessions";
import type { CallNews } from "@/lib/records/follow-calls";

/** All readers look at the same ticks of the clock, so that those with the same filter share one look. */
const TICK_MS = 250;
const BEAT_MS = 15_000;
const CHECK_SESSION_MS = 5_000;
const RETRY_MS = 2_000;

/**
 * Turns what happens to calls into server-sent events until the reader leaves or the session ends. A reader that does not keep up is not looked for: what it missed comes with its next look.
 * Each event has all calls of one look and the position after it as its id: a cut connection has either all of them or none.
 */
export function callEvents(options: {
  current: CurrentUser;
  feed: EventFeed;
  /** Position of the feed to begin at. */
  from: number;
  look: (from: number) => Promise<CallNews>;
  signal: AbortSignal;
}): ReadableStream<Uint8Array> {
  const { current, feed, look, signal } = options;
  const encoder = new TextEncoder();
  // The feed keeps what is new in memory while somebody listens.
  const stopListening = feed.listen(() => {});
  let left = false;
  let position = options.from;
  let lastSentMs = 0;
  let lastCheckMs = Date.now();
  const leave = () => {
    left = true;
    stopListening();
  };
  signal.addEventListener("abort", leave);
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
    },
    // Called when the reader has room: one look, at most one chunk.
    async pull(controller) {
      try {
        while (!left) {
          if (Date.now() - lastCheckMs > CHECK_SESSION_MS) {
            lastCheckMs = Date.now();
            if (!(await sessionLives(current))) break;
          }
          const news = feed.position() > position ? await look(position) : undefined;
          position = news?.position ?? position;
          if (news?.behind || news?.calls.length || Date.now() - lastSentMs > BEAT_MS) {
            lastSentMs = Date.now();
            controller.enqueue(encoder.encode(eventOf(position, news)));
            return;
          }
          // With more to read there is nothing to wait for.
          if (feed.position() <= position)
            await pause(TICK_MS - (Date.now() % TICK_MS), undefined, { signal });
        }
      } catch (err) {
        // The reader left, or the store is away: the browser comes back with the last id it has.
        if (!left) log.warn({ err }, "a live list of calls was cut");
      }
      stopListening();
      if (!left) controller.close();
    },
    cancel: leave,
  });
}

function eventOf(position: number, news: CallNews | undefined): string {
  const [event, data] = news?.behind
    ? (["behind", {}] as const)
    : news?.calls.length
      ? (["calls", news.calls] as const)
      : (["beat", {}] as const);
  return `id: ${position}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Looks without noting a use: a page left open is not somebody at work. */
async function sessionLives({ mesh, user, session }: CurrentUser): Promise<boolean> {
  const live = await listUserSessions(mesh.database.db, { userId: user.id });
  return live.some((candidate) => candidate.id === session.id);
}
