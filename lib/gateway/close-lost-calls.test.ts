import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import type { CallRow } from "@/lib/audit/call-record";
import { createRecorder } from "@/lib/audit/recorder";
import { newId } from "@/lib/core/ids";
import { closeLostCalls } from "./close-lost-calls";

const database = testDatabase();

function row(replicaId: string, id = newId()): CallRow {
  return {
    id,
    started_at: new Date().toISOString(),
    replica_id: replicaId,
    trace_id: "t",
    span_id: "s",
    parent_span_id: null,
    protocol: "mcp",
    method: "tools/call",
    action: "callTool",
    caller_kind: "agent",
    caller_id: "a",
    subject_id: "agent:a",
    chain: ["agent:a"],
    badge_id: null,
    task_id: null,
    callee_kind: "mcp-server",
    callee_name: "b",
    callee_digest: null,
    operation: null,
    hop: 1,
    decision: "allow",
    policies: [],
    policy_version: "v",
    inputs: {},
    status: "admitted",
    error_code: null,
    error_message: null,
    request_bytes: 1,
    ended_at: null,
  };
}

test("calls of a replica that fell silent end as outcome_unknown, once, with an entry each; those of living ones stay open", async () => {
  const { sql, db } = database();
  const [dead, alive] = [newId(), newId()];
  await sql`insert into replicas (id, role, host, pid, last_seen_at, open_since)
    values (${dead}, 'all', 'h', 1, now() - interval '1 minute', now() - interval '1 minute'), (${alive}, 'all', 'h', 2, now(), null)`;
  const recorder = createRecorder(database().url);
  const lost = [row(dead), row(dead), row(dead)];
  const open = row(alive);
  await recorder.write({ calls: [...lost, open] });
  const closed = await Promise.all(
    [1, 2, 3].map(() => closeLostCalls(db, { staleAfterMs: 15_000, gone: [] })),
  );
  expect(closed.reduce((sum, count) => sum + count, 0)).toBe(3);
  const rows = await sql`select id, status from calls order by id`;
  expect(rows.map((one) => one.status)).toEqual([
    "outcome_unknown",
    "outcome_unknown",
    "outcome_unknown",
    "admitted",
  ]);
  const entries =
    await sql`select call_id from audit_entries where type = 'io.signalbox.call.outcome_unknown' order by call_id`;
  expect(entries.map((entry) => entry.call_id)).toEqual(lost.map((call) => call.id));
  await recorder.close();
});
