import type { listCalls } from "@/db/queries/calls";
import type { CallSummary } from "./call.schema";
import { CALL_STATUSES, type CallStatus } from "./call-names.schema";

type SummaryRow = Awaited<ReturnType<typeof listCalls>>[number];

/** A row as it travels: instants as text, and only words that this version knows. */
export function callSummaryOf(row: SummaryRow): CallSummary {
  return {
    ...row,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    decision: decisionOf(row.decision),
    status: statusOf(row.status),
  };
}

function decisionOf(text: string): CallSummary["decision"] {
  return text === "allow" || text === "hold" ? text : "deny";
}

function statusOf(text: string): CallStatus {
  return CALL_STATUSES.find((status) => status === text) ?? "outcome_unknown";
}
