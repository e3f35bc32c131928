import { z } from "zod";
import type { Db } from "@/db/client";
import { findVersionNumber } from "@/db/queries/asset-versions";
import { findCall, findLedgerLine, listCallsOfTrace, listPayloads } from "@/db/queries/calls";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { type RegistrySnapshot, registryService } from "@/lib/registry/asset";
import { type CallDetail, type CallPayload, callDetail, costLine } from "./call.schema";
import { callSummaryOf } from "./call-summary";
import { explainPolicies } from "./explain-policies";

const MAX_TRACE_CALLS = 2000;

/** Everything on record about one call. @throws MeshError `not_found` */
export const getCall = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/calls/{id}",
    summary: "One call with its decision, trace, payloads and cost",
    tags: ["calls"],
  })
  .input(z.object({ id: z.uuid() }))
  .output(callDetail)
  .handler(({ input, context }) =>
    readCall(context.database.db, context.services.get(registryService).current(), input.id),
  );

async function readCall(db: Db, registry: RegistrySnapshot, id: string): Promise<CallDetail> {
  const row = await findCall(db, { id });
  if (!row) throw new MeshError("not_found", "There is no such call.");
  const [trace, sent, line, calleeVersion] = await Promise.all([
    listCallsOfTrace(db, { traceId: row.traceId, limit: MAX_TRACE_CALLS + 1 }),
    listPayloads(db, { callId: id }),
    findLedgerLine(db, { callId: id }),
    versionOf(db, row.calleeKind, row.calleeName, row.calleeDigest),
  ]);
  return {
    ...row,
    ...callSummaryOf(row),
    calleeVersion,
    explained: explainPolicies(registry, row.policies),
    payloads: sent.map(payloadOf).sort((a, b) => a.direction.localeCompare(b.direction)),
    ledger: line ? ledgerOf(line) : null,
    trace: trace.slice(0, MAX_TRACE_CALLS).map((call) => ({ ...call, ...callSummaryOf(call) })),
    traceCut: trace.length > MAX_TRACE_CALLS,
  };
}

function payloadOf(row: Awaited<ReturnType<typeof listPayloads>>[number]): CallPayload {
  return {
    ...row,
    direction: row.direction === "request" ? "request" : "response",
    truncated: row.truncated !== 0,
  };
}

const storedPrice = z.object({ lines: z.array(costLine) });
const storedUsage = z.object({ estimated: z.literal(true) });

function ledgerOf(row: NonNullable<Awaited<ReturnType<typeof findLedgerLine>>>): CallDetail["ledger"] {
  return {
    model: row.model,
    cost: row.cost,
    currency: row.currency,
    lines: storedPrice.safeParse(row.price).data?.lines ?? [],
    estimated: storedUsage.safeParse(row.usage).success,
  };
}

/** The number of the version with this digest, if the asset still has it. */
async function versionOf(db: Db, kind: string, name: string, digest: string | null): Promise<number | null> {
  if (digest === null) return null;
  return (await findVersionNumber(db, { kind, name, digest })) ?? null;
}
