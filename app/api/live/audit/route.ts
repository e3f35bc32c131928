import { z } from "zod";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { auditFilter } from "@/lib/audit/browse/audit-filter.schema";
import { followEntries } from "@/lib/audit/browse/follow-entries";
import { parseInput } from "@/lib/core/parse-input";
import { eventFeedService } from "@/lib/events/event-feed";
import { assertMay } from "@/lib/identity/operation";
import { entryEvents } from "./entry-events";

const index = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const query = auditFilter.extend({ after: index.optional() });

/** Audit entries as they enter the tree (server-sent events). Resumes at the leaf index in `Last-Event-ID`; without it at the query's `after`, or now. */
export const GET = consoleApi(async (current, request) => {
  assertMay(current.principal, "audit:read");
  const { after, ...filter } = parseInput(query, queryOf(request));
  const feed = current.mesh.services.get(eventFeedService);
  const resumed = index.safeParse(request.headers.get("last-event-id") ?? undefined).data;
  const from = resumed ?? after ?? feed.position();
  const { look } = followEntries(current.mesh.database.sql, filter, from, () => feed.position());
  return new Response(entryEvents(current, look, request.signal), {
    headers: { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
  });
});
