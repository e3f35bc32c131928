import { call } from "@orpc/server";
import { expect, test, vi } from "vitest";
import { echoMesh } from "@/lib/gateway/testing/echo-mesh";
import { principalOf } from "@/lib/policy/testing/sample-principal";
import { cancelCeilingReplay } from "./cancel-ceiling-replay";
import type { CeilingDraft } from "./ceiling-replay.schema";
import { getCeilingReplay } from "./get-ceiling-replay";
import { startCeilingReplay } from "./start-ceiling-replay";

const echo = echoMesh();
const COPIES = 10_000;
const draft: CeilingDraft[] = [
  {
    kind: "budget",
    name: "small",
    domain: "test",
    spec: {
      scope: { caller: "agent:alice" },
      amount: "0.0033",
      currency: "USD",
      period: "year",
      mode: "hard",
    },
  },
];

const contextOf = (id: string) => {
  const { database, services } = echo.test().mesh;
  return { principal: principalOf([{ kind: "service", id }], { roles: ["viewer"] }), database, services };
};

test("10,000 recorded calls are made again under a draft in less than 10 seconds, each row leading to its call", async () => {
  const { database } = echo.test().mesh;
  const id = (await echo.call("open", "{}")).headers.get("signalbox-call-id");
  // The same call again and again, each with an id of its own and later than the one before.
  await database.sql`
    insert into calls (id, started_at, ended_at, replica_id, trace_id, span_id, protocol, method, action, caller_kind, caller_id, subject_id, chain,
      callee_kind, callee_name, callee_digest, operation, hop, decision, policies, policy_version, inputs, status, request_bytes,
      input_tokens, output_tokens, cost, currency)
    select (substr(id::text, 1, 24) || lpad(to_hex(n), 12, '0'))::uuid, started_at, ended_at, replica_id, trace_id, span_id, protocol, method,
      action, caller_kind, caller_id, subject_id, chain, callee_kind, callee_name, callee_digest, operation, hop, decision, policies,
      policy_version, inputs, status, request_bytes, input_tokens, output_tokens, cost, currency
    from calls, generate_series(1, ${COPIES}) n where id = ${id}`;
  const context = contextOf("op");
  const begun = performance.now();
  const started = await call(startCeilingReplay, { draft }, { context });
  const result = await vi.waitFor(
    async () => {
      const replay = await call(getCeilingReplay, started, { context });
      expect(replay.status).toBe("done");
      return replay;
    },
    { timeout: 10_000, interval: 50 },
  );
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect([result.total, result.looked]).toEqual([COPIES, COPIES]);
  // Each cost 0.0000033, so a thousand fit.
  expect(result.result?.counts).toEqual({
    newlyRefused: 9000,
    stillAllowed: 1000,
    notHeld: 0,
    refusedThen: 0,
  });
  expect(result.result?.rows).toHaveLength(1000);
  expect(result.result?.groups).toEqual([
    { caller: "agent:alice", domain: "test", newlyRefused: 9000, stillAllowed: 1000 },
  ]);
  expect(result.result?.windows[0]).toMatchObject({ used: "0.0033", cap: "0.0033", currency: "USD" });
  const row = result.result?.rows[0];
  expect(await echo.rowOf(row?.callId ?? null)).toMatchObject({ callee_name: "open" });
});

test("a replay takes the calls of a time, and whoever began it may end it", async () => {
  await echo.call("open", "{}");
  const context = contextOf("op");
  const [hourAgo, inAnHour] = [-3_600_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
  const totalOf = async (range: { from?: string | undefined; to?: string | undefined }) => {
    const started = await call(startCeilingReplay, { draft, ...range }, { context });
    return vi.waitFor(async () => {
      const replay = await call(getCeilingReplay, started, { context });
      expect(replay.status).toBe("done");
      expect(replay.looked).toBe(replay.total);
      return replay.total;
    });
  };
  expect(await totalOf({ from: hourAgo, to: inAnHour })).toBeGreaterThan(0);
  expect(await totalOf({ from: inAnHour })).toBe(0);
  expect(await totalOf({ to: hourAgo })).toBe(0);
  const turned = { draft, from: inAnHour, to: hourAgo };
  await expect(call(startCeilingReplay, turned, { context })).rejects.toMatchObject({
    code: "invalid_request",
  });
  const begun = await call(startCeilingReplay, { draft }, { context });
  const stranger = { context: contextOf("eve") };
  await expect(call(cancelCeilingReplay, begun, stranger)).rejects.toMatchObject({ code: "not_found" });
  const { cancelled } = await call(cancelCeilingReplay, begun, { context });
  const { status } = await call(getCeilingReplay, begun, { context });
  expect(status).toBe(cancelled ? "cancelled" : "done");
});
