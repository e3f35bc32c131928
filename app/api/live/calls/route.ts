import { z } from "zod";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { parseInput } from "@/lib/core/parse-input";
import { eventFeedService } from "@/lib/events/event-feed";
import { assertMay } from "@/lib/identity/operation";
import { readCallNews } from "@/lib/records/follow-calls";
import { callFilter } from "@/lib/records/list-calls.schema";
import { callEvents } from "./call-events";

const position = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const query = callFilter.safeExtend({ after: position.optional() });

/** Calls as they happen (server-sent events). Resumes at `Last-Event-ID`; without it at the query's `after`, the position that came with the list, or now. */
export const GET = consoleApi(async (current, request) => {
  assertMay(current.principal, "calls:read");
  const { after, ...filter } = parseInput(query, queryOf(request));
  const { services, database } = current.mesh;
  const feed = services.get(eventFeedService);
  const resumed = position.safeParse(request.headers.get("last-event-id") ?? undefined).data;
  const look = (from: number) => readCallNews({ feed, db: database.db }, filter, from);
  const from = resumed ?? after ?? feed.position();
  return new Response(callEvents({ current, feed, from, look, signal: request.signal }), {
    headers: { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
  });
});
