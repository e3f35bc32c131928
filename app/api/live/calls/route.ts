import { z } from "zod";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { parseInput } from "@/lib/core/parse-input";
import { assertMay } from "@/lib/identity/operation";
import { followCalls } from "@/lib/records/follow-calls";
import { callFilter } from "@/lib/records/list-calls.schema";
import { callEvents } from "./call-events";

const query = callFilter.extend({ after: z.uuid().optional() });

/** Calls as they happen (server-sent events). Resumes after `Last-Event-ID`; without it after the query's `after`, or now. */
export const GET = consoleApi(async (current, request) => {
  assertMay(current.principal, "calls:read");
  const { after, ...filter } = parseInput(query, queryOf(request));
  const resumed = z.uuid().safeParse(request.headers.get("last-event-id")).data;
  const { look } = followCalls(current.mesh.database.db, filter, resumed ?? after);
  return new Response(callEvents(current, look, request.signal), {
    headers: { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
  });
});
