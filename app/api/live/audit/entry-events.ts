import "server-only";
import type { CurrentUser } from "@/app/_auth/current-user";
import type { EntryNews } from "@/lib/audit/browse/follow-entries";
import { liveEvents } from "../live-events";

/** Entries as server-sent events. Each carries the leaf index to go on from; so does the heartbeat, for a filter that nothing fits. */
export function entryEvents(
  current: CurrentUser,
  look: () => Promise<EntryNews>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  let at: number | undefined;
  return liveEvents(current, signal, {
    async look() {
      const { behind, cursor, entries } = await look();
      at = cursor;
      if (behind) return `id: ${cursor}\nevent: behind\ndata: {}\n\n`;
      return entries.length === 0
        ? ""
        : `id: ${cursor}\nevent: entries\ndata: ${JSON.stringify(entries)}\n\n`;
    },
    beat: () => `id: ${at}\n: still here\n\n`,
  });
}
