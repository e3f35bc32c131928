import type { Database } from "@/db/client";
import { ensurePartitions } from "@/db/partitions";
import type { CallRow, PayloadRow } from "@/lib/audit/call-record";
import { emptyBatch, writeBatch } from "@/lib/audit/write-batch";
import { newId } from "@/lib/core/ids";
import { decideChain } from "@/lib/policy/decide-chain";
import type { EntityRef } from "@/lib/policy/decision";
import { registryEntities } from "@/lib/policy/entities";
import { liveSources } from "@/lib/policy/live-sources";
import { createPolicySet } from "@/lib/policy/policy-set";
import { principalOf } from "@/lib/policy/testing/sample-principal";
import type { RegistrySnapshot } from "@/lib/registry/asset";
import { sampleRequests } from "../decision/sample-mesh";

const BATCH = 1_000;
const ASSETS = 1_000;
/** Every tenth task has read something from outside. */
const TASKS = 500;

/** Puts decisions on record as the gateway does: ruled by the policies in force over a chain of two, with what they saw and the request that was sent. */
export async function fillDecisions(
  { sql }: Database,
  registry: RegistrySnapshot,
  count: number,
): Promise<void> {
  await ensurePartitions(sql, Date.now(), 1);
  await putServer(sql, registry);
  const engine = createPolicySet(liveSources(registry));
  const entities = registryEntities(registry);
  const requests = sampleRequests(Math.min(count, 10_000), ASSETS);
  for (let from = 0; from < count; from += BATCH) {
    const batch = emptyBatch();
    for (let nth = from; nth < Math.min(from + BATCH, count); nth++) {
      const request = requests[nth % requests.length];
      if (!request) continue;
      const taskId = `t-${nth % TASKS}`;
      const principal = principalOf(
        [
          { kind: "user", id: "u-1" },
          { kind: "agent", id: request.principal.id },
        ],
        { taskId },
      );
      const { action, resource } = request;
      const question = {
        principal,
        action,
        resource,
        protocol: "a2a",
        method: "call",
        argumentsUnknown: true,
      };
      const { decision, inputs } = decideChain(engine, entities, question);
      const scope = `task user:u-1 ${taskId}`;
      const row = callRow(request, { ...inputs, effect: decision.effect, labelScope: scope });
      batch.calls.push({
        ...row,
        decision: decision.effect,
        policies: decision.policies.map(({ id }) => id),
        policy_version: decision.policyVersion,
      });
      batch.payloads.push(payloadOf(row.id, nth));
      if (nth < TASKS && nth % 10 === 0)
        batch.labels.push({ scope, label: "untrusted", call_id: row.id, at: row.started_at });
    }
    await writeBatch(sql, batch);
  }
  await sql`analyze`;
}

/** The one server whose arguments a draft reads, with the schema that its calls were made under. */
async function putServer(sql: Database["sql"], registry: RegistrySnapshot): Promise<void> {
  const spec = registry.find("mcp-server", "server-1")?.spec;
  const id = newId();
  await sql`insert into domains (name, title) values ('bench', 'Bench')`;
  await sql`insert into assets (id, kind, name, domain, title, live_version)
    values (${id}, 'mcp-server', 'server-1', 'bench', 'server-1', 1)`;
  await sql`insert into asset_versions (id, asset_id, version, digest, spec, created_by)
    values (${newId()}, ${id}, 1, ${"0".repeat(64)}, ${JSON.stringify(spec)}::text::jsonb, 'bench')`;
}

const KINDS = { Agent: "agent", Tool: "mcp-server", Model: "model" } as const;

function callRow(
  { principal, action, resource }: { principal: EntityRef; action: string; resource: EntityRef },
  inputs: unknown,
): Omit<CallRow, "decision" | "policies" | "policy_version"> {
  const id = newId();
  const at = new Date().toISOString();
  return {
    id,
    started_at: at,
    replica_id: id,
    trace_id: id.replaceAll("-", ""),
    span_id: id.slice(-16),
    parent_span_id: null,
    protocol: "mcp",
    method: "tools/call",
    action,
    caller_kind: "agent",
    caller_id: principal.id,
    subject_id: "user:u-1",
    chain: ["user:u-1", `agent:${principal.id}`],
    badge_id: null,
    task_id: null,
    callee_kind: KINDS[resource.type as keyof typeof KINDS],
    callee_name: resource.id.replace(/\/.*/, ""),
    callee_digest: "0".repeat(64),
    operation: "run",
    hop: 1,
    inputs,
    status: "admitted",
    error_code: null,
    error_message: null,
    request_bytes: 300,
    ended_at: at,
  };
}

function payloadOf(callId: string, nth: number): PayloadRow {
  const body = JSON.stringify({
    params: { name: "run", arguments: { amount: nth % 1000, note: "x".repeat(200) } },
  });
  return {
    call_id: callId,
    direction: "request",
    content_type: "application/json",
    digest: "0".repeat(64),
    bytes: body.length,
    truncated: 0,
    body,
  };
}
