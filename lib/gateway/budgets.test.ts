import { describe, expect, test, vi } from "vitest";
import type { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { SpecOf } from "@/lib/registry/kinds";
import { createMesh } from "@/lib/runtime/create-mesh";
import { authenticate } from "./authenticate";
import { closeLostCalls } from "./close-lost-calls";
import { governCall } from "./govern-call";
import { readInbound } from "./inbound";
import type { Mesh } from "./mesh";
import { echoMesh } from "./testing/echo-mesh";

const echo = echoMesh();
const mesh = () => echo.test();
const BODY = JSON.stringify({ max_tokens: 100 });
/** What a call answers with: 10 tokens in at 0.15 and 3 out at 0.60 for a million. */
const REAL = "0.0000033";
/** What it may cost: 6 tokens of request and 100 of answer. */
const MOST = "0.0000609";

const budget = (name: string, amount: string, more: Partial<SpecOf<"budget">> = {}) =>
  mesh().register("budget", name, {
    scope: { caller: "agent:alice" },
    amount,
    currency: "USD",
    period: "year",
    mode: "hard",
    ...more,
  });
const limit = (name: string, spec: Omit<SpecOf<"limit">, "scope">) =>
  mesh().register("limit", name, { scope: { asset: "model/open" }, ...spec });
const retire = async (kind: "budget" | "limit", name: string) => {
  await mesh().mesh.database
    .sql`update assets set lifecycle = 'retired', updated_at = clock_timestamp() where kind = ${kind} and name = ${name}`;
  await mesh().mesh.registry.refresh();
};
const meterOf = async (name: string) => {
  const [row] = await mesh().mesh.database
    .sql`select trim_scale(used)::text as used, trim_scale(reserved)::text as reserved from meters m join assets a on a.id = m.asset_id where a.name = ${name} order by window_start desc`;
  return row;
};
const codeOf = async (response: Response) =>
  response.ok ? "allowed" : ((await response.json()) as { error: { code: string } }).error.code;

describe("a budget", () => {
  test("lets calls through while something is left, at what they really cost, and refuses the next before a byte is sent", async () => {
    await budget("small", "0.000065");
    expect(await codeOf(await echo.call("open", BODY))).toBe("allowed");
    expect(await meterOf("small")).toEqual({ used: REAL, reserved: "0" });
    expect(await codeOf(await echo.call("open", BODY))).toBe("allowed");
    const seen = echo.seen.length;
    const refused = await echo.call("open", BODY);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const { error } = (await refused.json()) as { error: Record<string, unknown> };
    expect(error).toMatchObject({
      code: "budget_exhausted",
      message: expect.stringMatching(
        /^The budget budget\/small of 0\.000065 USD a year has 0\.0000584 USD left; this call may cost 0\.0000609\.$/,
      ),
      remedy: {
        message: expect.stringMatching(
          /^The period ends at \d{4}-01-01T00:00:00\.000Z\. .*Ask the domain test, which owns budget\/small/,
        ),
        operation: { tool: "budget_left" },
      },
    });
    expect(echo.seen.length).toBe(seen);
    expect(await echo.rowOf(refused.headers.get("signalbox-call-id"))).toMatchObject({
      status: "denied",
      decision: "deny",
      error_code: "budget_exhausted",
    });
    // Less is asked for, so less may be spent.
    expect(await codeOf(await echo.call("open", JSON.stringify({ max_tokens: 50 })))).toBe("allowed");
    await budget("small", "1");
    expect(await codeOf(await echo.call("open", BODY))).toBe("allowed");
    await retire("budget", "small");
  });

  test("that is soft refuses nothing and counts all", async () => {
    await budget("soft", "0.000001", { mode: "soft" });
    for (let n = 0; n < 3; n++) expect(await codeOf(await echo.call("open", BODY))).toBe("allowed");
    expect(await meterOf("soft")).toEqual({ used: "0.0000099", reserved: "0" });
    await retire("budget", "soft");
  });

  test("counts a repeated call once", async () => {
    await budget("once", "1");
    for (let n = 0; n < 3; n++) await echo.call("open", BODY, { "idempotency-key": "same" });
    await Promise.all([1, 2, 3].map(() => echo.call("open", BODY, { "idempotency-key": "at-once" })));
    await vi.waitFor(async () => expect(await meterOf("once")).toEqual({ used: "0.0000066", reserved: "0" }));
    await retire("budget", "once");
  });

  test("is charged what a call may have cost when nobody says what it did", async () => {
    await budget("untold", "1");
    await (await echo.call("open", BODY, {}, "?stream=1")).text();
    await vi.waitFor(async () => expect((await meterOf("untold"))?.reserved).toBe("0"));
    expect((await meterOf("untold"))?.used).toBe(MOST);
    await retire("budget", "untold");
  });

  test("for exactly seven calls lets seven of fifty through that come at once on two replicas", async () => {
    const { config, database } = mesh().mesh;
    const other = await createMesh(config, database);
    await budget("for-seven", "0.0004263");
    await other.mesh.registry.refresh();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, nth) => costlyCall(nth % 2 === 0 ? mesh().mesh : other.mesh)),
    );
    expect(outcomes.filter((code) => code === "allowed")).toHaveLength(7);
    expect(outcomes.filter((code) => code === "budget_exhausted")).toHaveLength(43);
    expect(await meterOf("for-seven")).toEqual({ used: "0.0004263", reserved: "0" });
    const [left] = await database.sql`select count(*)::int as count from reservations`;
    expect(left?.count).toBe(0);
    await other.close();
    await retire("budget", "for-seven");
  });

  test("gets back what a process had reserved that died, and not what it had spent", async () => {
    const { database, replicaId } = mesh().mesh;
    await budget("survivor", "1");
    await echo.call("open", BODY);
    const asset = mesh().mesh.registry.current().find("budget", "survivor");
    const dead = newId();
    const [meter] =
      await database.sql`select window_start::text from meters where asset_id = ${asset?.id ?? ""}`;
    await database.sql`insert into replicas (id, role, host, pid, last_seen_at) values (${dead}, 'gateway', 'h', 1, now() - interval '1 hour')`;
    await mesh().mesh.recorder.write({
      claims: [dead, replicaId].map((replica_id) => ({
        call_id: newId(),
        asset_id: asset?.id ?? "",
        meter: "budget year USD",
        window_start: String(meter?.window_start),
        nth: 0,
        replica_id,
        amount: "0.25",
        cap: "1",
      })),
    });
    expect(await meterOf("survivor")).toEqual({ used: REAL, reserved: "0.5" });
    await closeLostCalls(database.db, { staleAfterMs: 15_000, gone: [] });
    expect(await meterOf("survivor")).toEqual({ used: REAL, reserved: "0.25" });
    await retire("budget", "survivor");
  });

  test("that does not hold for a call costs it nothing: nothing is claimed and nothing settled", async () => {
    await budget("of-others", "1", { scope: { caller: "agent:bob" } });
    await budget("of-euros", "0.000001", { currency: "EUR" });
    const write = vi.spyOn(mesh().mesh.recorder, "write");
    expect(await codeOf(await echo.call("open", BODY))).toBe("allowed");
    expect(write.mock.calls.map(([{ claims, settlements }]) => [claims ?? [], settlements ?? []])).toEqual([
      [[], []],
      [[], []],
    ]);
    write.mockRestore();
    await retire("budget", "of-others");
    await retire("budget", "of-euros");
  });
});

/** A call that costs exactly what it may cost. */
async function costlyCall(on: Mesh): Promise<string> {
  const badge = mesh().badge({ agent: "alice" });
  const request = new Request(mesh().url, { headers: { authorization: `Bearer ${badge}` } });
  try {
    await governCall(
      on,
      await authenticate(on, request),
      {
        protocol: "openai",
        method: "echo",
        action: "useModel",
        callee: { kind: "model", name: "open" },
        payload: { contentType: "application/json", body: BODY },
        forward: async () => ({
          kind: "whole",
          status: 200,
          upstreamStatus: 200,
          headers: {},
          body: "{}",
          usage: { model: "m", inputTokens: 6, outputTokens: 100 },
        }),
      },
      readInbound(request),
    );
    return "allowed";
  } catch (err) {
    return (err as MeshError).code;
  }
}

describe("a limit", () => {
  test("of a quota refuses what comes after the last call of its period", async () => {
    await limit("few", { quota: { calls: 2, per: "month" } });
    const outcomes = [];
    for (let n = 0; n < 3; n++) outcomes.push(await codeOf(await echo.call("open", BODY)));
    expect(outcomes).toEqual(["allowed", "allowed", "quota_exceeded"]);
    expect(await meterOf("few")).toEqual({ used: "2", reserved: "0" });
    await retire("limit", "few");
  });

  test("of tokens counts what was used, and of concurrency what is on its way", async () => {
    await limit("tokens", { tokens: { tokens: 110, per: "day" }, concurrency: 1 });
    expect(await codeOf(await echo.call("open", BODY))).toBe("allowed");
    expect(await codeOf(await echo.call("open", BODY))).toBe("rate_limited");
    await retire("limit", "tokens");
    await limit("one", { concurrency: 1 });
    let release = () => {};
    echo.answer = (_req, res) => {
      release = () => res.writeHead(200, { "content-type": "application/json" }).end("{}");
    };
    const first = echo.call("open", BODY);
    await vi.waitFor(() => expect(echo.seen).toHaveLength(1 + 1));
    expect(await codeOf(await echo.call("open", BODY))).toBe("rate_limited");
    release();
    expect(await codeOf(await first)).toBe("allowed");
    await retire("limit", "one");
  });
});
