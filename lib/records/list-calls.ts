import * as queries from "@/db/queries/calls";
import { operation } from "@/lib/identity/operation";
import { callQueryOf } from "./call-filter";
import { callSummaryOf } from "./call-summary";
import { listCallsInput, listCallsOutput } from "./list-calls.schema";
import { listSortedCalls } from "./list-sorted-calls";

/** A page of calls, newest first or sorted. Paged by key, so calls that begin meanwhile move nothing. */
export const listCalls = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/calls",
    summary: "Calls, newest first or sorted by duration or cost",
    tags: ["calls"],
  })
  .input(listCallsInput)
  .output(listCallsOutput)
  .handler(async ({ input: { before, sort, after, limit, ...wanted }, context }) => {
    const { db } = context.database;
    if (sort) return listSortedCalls(db, { ...callQueryOf(wanted), sort, before, after, limit });
    const filter = { ...callQueryOf(wanted), ...(before ? { before } : {}) };
    const rows = await queries.listCalls(db, { ...filter, limit: limit + 1 });
    const items = rows.slice(0, limit).map(callSummaryOf);
    const next = rows.length > limit ? items.at(-1)?.id : await queries.findLookedTo(db, filter);
    return { items, next: next ?? null, lookedTo: null };
  });
