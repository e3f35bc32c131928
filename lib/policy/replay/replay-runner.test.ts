import { call } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { insertPolicyReplay } from "@/db/queries/policy-replays";
import { newId } from "@/lib/core/ids";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import type { Role } from "@/lib/identity/roles";
import { mcpRoutes } from "@/lib/protocols/mcp/routes";
import { type ModernFixture, startModernServer } from "@/lib/protocols/mcp/testing/modern-server";
import { modernPost, raw } from "@/lib/protocols/mcp/testing/raw";
import { registerFixture } from "@/lib/protocols/mcp/testing/register";
import { principalOf } from "../testing/sample-principal";
import { cancelReplay } from "./cancel-replay";
import { getReplay } from "./get-replay";
import { createReplayRunner, type ReplayJob } from "./replay-runner";
import { startReplay } from "./start-replay";

const mesh = testMesh((one) => mcpRoutes(one));
let fixture: ModernFixture;

const COPIES = 2_000;
const FORBID = '@id("closed") forbid(principal, action in Action::"callTool", resource);';
const put = (text: string) => [{ op: "put" as const, name: "closed", domain: "test", text, guardrail: true }];
const draft = put(FORBID);

beforeAll(async () => {
  fixture = await startModernServer();
  await registerFixture(mesh(), "notes", fixture);
  await mesh().policy('@id("all") permit(principal, action, resource);');
  const badge = mesh().badge({ agent: "bot" });
  const params = { name: "echo", arguments: { text: "hello" } };
  await raw(`${mesh().url}/mcp/notes`, { badge, ...modernPost("tools/call", params) });
  const { sql } = mesh().mesh.database;
  // The same decision again and again, a little later each time.
  await sql`
    insert into calls (id, started_at, replica_id, trace_id, span_id, protocol, method, action, caller_kind, caller_id, subject_id, chain,
      callee_kind, callee_name, callee_digest, operation, hop, decision, policies, policy_version, inputs, status, request_bytes)
    select (substr(id::text, 1, 14) || '7' || lpad(to_hex(n), 3, '0') || substr(id::text, 19))::uuid, started_at, replica_id, trace_id,
      span_id, protocol, method, action, caller_kind, caller_id, subject_id, chain, callee_kind, callee_name, callee_digest, operation, hop,
      decision, policies, policy_version, inputs, status, request_bytes
    from calls, generate_series(1, ${COPIES}) n where action = 'callTool' on conflict do nothing`;
});
afterAll(() => fixture.close());

function as(id: string, role: Role = "viewer"): { context: OperationContext } {
  const { database, services } = mesh().mesh;
  const principal = principalOf([{ kind: "user", id }], { roles: [role] });
  return { context: { principal, database, services } };
}

async function ended(id: string) {
  return vi.waitFor(
    async () => {
      const replay = await call(getReplay, { id }, as("ada"));
      if (replay.status === "running") throw new Error("it still runs");
      return replay;
    },
    { timeout: 10_000, interval: 50 },
  );
}

/** A job that goes on until it is told to stop, or `stop` is called. */
function endless() {
  let stopped = false;
  const job: ReplayJob = {
    startedBy: "user:ada",
    draft,
    asked: { limit: 1 },
    count: () => Promise.resolve(1),
    async work(onBatch) {
      while (!stopped && (await onBatch(0, null))) await new Promise((later) => setTimeout(later, 10));
      return undefined;
    },
  };
  return { job, stop: () => (stopped = true) };
}

const looks = (id: string) => call(getReplay, { id }, as("ada"));
const silentFor = (ids: string[], minutes: number) =>
  mesh().mesh.database.sql`
    update policy_replays set updated_at = now() - make_interval(mins => ${minutes}) where id = any(${ids})`;

describe("a replay that says nothing new", () => {
  test("is told apart: one that waits behind others lives however long that takes, one whose process is gone has failed", async () => {
    const { database, registry } = mesh().mesh;
    const runner = createReplayRunner(database, registry, { beatMs: 50 });
    const [first, second, third] = [endless(), endless(), endless()];
    const ids = [await runner.run(first.job), await runner.run(second.job), await runner.run(third.job)];
    const waiting = ids[2] ?? "";
    expect(await looks(waiting)).toMatchObject({ status: "running", waiting: true });
    const gone = newId();
    await insertPolicyReplay(database.db, { id: gone, startedBy: "user:ada", draft, asked: { limit: 1 } });
    await silentFor([waiting, gone], 30);
    await vi.waitFor(async () =>
      expect(await looks(waiting)).toMatchObject({ status: "running", waiting: true, error: null }),
    );
    expect(await looks(gone)).toMatchObject({
      status: "failed",
      waiting: false,
      error: expect.stringContaining("has ended"),
    });
    first.stop();
    await vi.waitFor(async () =>
      expect(await looks(waiting)).toMatchObject({ status: "running", waiting: false }),
    );
    const late = await runner.run(endless().job);
    expect((await looks(late)).waiting).toBe(true);
    await runner.close();
    expect(await looks(waiting)).toMatchObject({ status: "cancelled" });
    expect(await looks(late)).toMatchObject({
      status: "failed",
      error: expect.stringContaining("Start it again"),
    });
  });
});

describe("a replay", () => {
  test("runs in the background, says how far it is, and keeps its draft and its result", async () => {
    const { id } = await call(startReplay, { draft, limit: 1_500 }, as("ada"));
    const replay = await ended(id);
    expect(replay).toMatchObject({
      status: "done",
      total: 1_500,
      looked: 1_500,
      draft,
      startedBy: "user:ada",
    });
    expect(replay.result?.counts).toMatchObject({ newlyDenied: 1_500, unchanged: 0, notReplayable: 0 });
    // Rows are kept of the newest thousand; counts and groups tell of all.
    expect(replay.result?.rows).toHaveLength(1_000);
    expect(replay.result?.groups).toMatchObject([
      { caller: "agent:bot", domain: "test", newlyDenied: 1_500 },
    ]);
  });

  test("of two thousand decisions is a matter of seconds", async () => {
    const start = performance.now();
    const { id } = await call(startReplay, { draft, limit: COPIES }, as("ada"));
    expect((await ended(id)).looked).toBe(COPIES);
    // The goal is ten seconds for ten thousand; `npm run bench -- replay` measures it.
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test("is stopped by whoever started it and nobody else; what it has counted stays", async () => {
    const { id } = await call(startReplay, { draft, limit: COPIES }, as("ada"));
    await expect(call(cancelReplay, { id }, as("eve"))).rejects.toThrow("no such replay of yours");
    const { cancelled } = await call(cancelReplay, { id }, as("ada"));
    const replay = await ended(id);
    expect(replay.status).toBe(cancelled ? "cancelled" : "done");
    expect(replay.looked).toBeLessThanOrEqual(COPIES);
  });

  test("of a time has only the decisions of that time", async () => {
    const from = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await call(startReplay, { draft, from }, as("ada"));
    expect(await ended(id)).toMatchObject({ status: "done", total: 0, result: { oldest: null } });
  });

  test("of a text that does not compile is refused at once, with the place", async () => {
    await expect(call(startReplay, { draft: put("forbid(principal") }, as("ada"))).rejects.toMatchObject({
      code: "invalid_request",
      issues: [{ path: "closed", at: { from: expect.any(Number) } }],
    });
  });
});
