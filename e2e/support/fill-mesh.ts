import { openDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { ensurePartitions } from "@/db/partitions";
import { idFloor } from "@/lib/core/ids";

const RANGE_MS = 40 * 60_000;

/**
 * Fills the data folder of a mesh before it starts: services that call agents, agents that call MCP servers and models, one call a pair and some more, all within the last hour.
 * @param parts how many callers and callees there are in all
 */
export async function fillMesh(homeDir: string, parts: number): Promise<void> {
  const server = await startEmbeddedPostgres(homeDir);
  try {
    const database = openDatabase(server.url, 2);
    const { sql } = database;
    await migrateDatabase(database);
    await ensurePartitions(sql);
    const endMs = Date.now();
    const pairs = pairsOf(parts);
    const rows = pairs.flatMap(([caller, callee], nth) =>
      Array.from({ length: 1 + (nth % 7) }, (_, repeat) => callOf(caller, callee, nth * 8 + repeat, endMs)),
    );
    await sql`insert into calls ${sql(rows)}`;
    await sql`analyze`;
    await database.close();
  } finally {
    await server.stop();
  }
}

type Part = readonly [kind: string, name: string];

function pairsOf(parts: number): [Part, Part][] {
  const named = (kind: string, share: number) =>
    Array.from({ length: Math.round(parts * share) }, (_, nth): Part => [kind, `${kind}-${nth}`]);
  const services = named("service", 0.1);
  const agents = named("agent", 0.4);
  const callees = [...named("mcp-server", 0.3), ...named("model", 0.2)];
  const at = (list: readonly Part[], nth: number): Part => list[nth % list.length] ?? ["agent", "agent-0"];
  return [
    ...agents.map((agent, nth): [Part, Part] => [at(services, nth), agent]),
    ...callees.map((callee, nth): [Part, Part] => [at(agents, nth * 7), callee]),
    ...agents.map((agent, nth): [Part, Part] => [agent, at(callees, nth * 11 + 3)]),
  ];
}

function callOf([callerKind, callerId]: Part, [calleeKind, calleeName]: Part, nth: number, endMs: number) {
  const atMs = endMs - ((nth * 7919) % RANGE_MS);
  const id = idFloor(atMs).slice(0, -12) + String(nth).padStart(12, "0");
  return {
    id,
    started_at: new Date(atMs),
    ended_at: new Date(atMs),
    replica_id: id,
    trace_id: "0".repeat(32),
    span_id: "0".repeat(16),
    protocol: "mcp",
    method: "tools/call",
    action: "callTool",
    caller_kind: callerKind,
    caller_id: callerId,
    subject_id: callerId,
    chain: [`${callerKind}:${callerId}`],
    callee_kind: calleeKind,
    callee_name: calleeName,
    hop: 1,
    decision: "allow",
    policy_version: "filled",
    inputs: {},
    status: nth % 23 === 0 ? "failed" : "completed",
    request_bytes: 1,
    duration_us: 1_000 + (nth % 90) * 500,
  };
}
