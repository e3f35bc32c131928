import { call } from "@orpc/server";
import { expect, test } from "vitest";
import { ensurePartitions } from "@/db/partitions";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { mcpRoutes } from "@/lib/protocols/mcp/routes";
import { listPolicies } from "./list-policies";
import { principalOf } from "./testing/sample-principal";

const mesh = testMesh((one) => mcpRoutes(one));

const list = () => {
  const { database, services } = mesh().mesh;
  const principal = principalOf([{ kind: "user", id: "ada" }], { roles: ["viewer"] });
  return call(listPolicies, undefined, { context: { principal, database, services } });
};

test("guardrails stand first, and each policy has what it refused in the last day", async () => {
  await mesh().policy('@id("p") permit(principal, action, resource);', "a-domain");
  await mesh().register("policy", "z-guard", {
    text: '@id("f") forbid(principal == User::"x", action, resource); @id("g") forbid(principal == User::"y", action, resource);',
    guardrail: true,
  });
  const { sql } = mesh().mesh.database;
  const day = 86_400_000;
  await ensurePartitions(sql, Date.now() - 2 * day, 3);
  const record = (ageMs: number, decision: string, code: string | null, policies: string[]) => sql`
    insert into calls (id, started_at, replica_id, trace_id, span_id, protocol, method, action, caller_kind, caller_id, subject_id, chain,
      callee_kind, callee_name, hop, decision, policies, policy_version, inputs, status, error_code, request_bytes)
    select (lpad(to_hex(${Date.now() - ageMs}::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || 'a' || substr(md5(random()::text), 1, 15))::uuid,
      now(), gen_random_uuid(), 't', 's', 'mcp', 'm', 'callTool', 'user', 'x', 'user:x', '{}', 'mcp-server', 's', 1, ${decision}, ${policies}, 'v',
      '{}', 'denied', ${code}, 1`;
  await record(1_000, "deny", "policy_denied", ["f"]);
  await record(2_000, "deny", "policy_denied", ["f", "g"]);
  await record(3_000, "deny", "policy_denied", []);
  // Neither what was allowed, nor what was refused on other grounds, nor what is older.
  await record(4_000, "allow", null, ["p"]);
  await record(5_000, "deny", "not_found", []);
  await record(day + 60_000, "deny", "policy_denied", ["f"]);
  const { items, unpermitted, lookedAtAll } = await list();
  expect(items.map(({ name, refused, permits, forbids }) => [name, refused, permits, forbids])).toEqual([
    ["z-guard", 3, 0, 2],
    ["a-domain", 0, 1, 0],
  ]);
  expect([unpermitted, lookedAtAll]).toEqual([1, true]);
});
