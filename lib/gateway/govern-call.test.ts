import { expect, test } from "vitest";
import { echoMesh } from "./testing/echo-mesh";

const echo = echoMesh();

test("an allowed call reaches the callee with the mesh's badge and is on record from intent to cost", async () => {
  const response = await echo.call("open", '{"hello":1}', {
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  });
  expect(response.status).toBe(200);
  const id = response.headers.get("signalbox-call-id");
  const row = await echo.rowOf(id);
  expect(row).toMatchObject({
    status: "completed",
    decision: "allow",
    policies: ["allow-open"],
    caller_id: "alice",
    callee_name: "open",
    trace_id: "0af7651916cd43dd8448eb211c80319c",
    parent_span_id: "b7ad6b7169203331",
    input_tokens: "10",
    output_tokens: "3",
    cost: "0.000003300000",
    currency: "USD",
  });
  expect(Number(row?.upstream_us)).toBeGreaterThan(0);
  expect(Number(row?.upstream_us)).toBeLessThan(Number(row?.duration_us));
  expect(echo.seen).toHaveLength(1);
  expect(echo.seen[0]?.headers.traceparent).toBe(`00-0af7651916cd43dd8448eb211c80319c-${row?.span_id}-01`);
  expect(echo.seen[0]?.headers.authorization).toMatch(/^Bearer ey/);
  expect(echo.seen[0]?.headers.authorization).not.toContain(
    echo.test().badge({ agent: "alice" }).split(".")[1],
  );
  const { sql } = echo.test().mesh.database;
  const entries = await sql`select type, outcome from audit_entries where call_id = ${id} order by id`;
  expect(entries.map((entry) => entry.type)).toEqual([
    "io.signalbox.call.admitted",
    "io.signalbox.call.completed",
  ]);
  const payloads = await sql`select direction, body from payloads where call_id = ${id} order by direction`;
  expect(payloads).toEqual([
    { direction: "request", body: '{"hello":1}' },
    { direction: "response", body: JSON.stringify({ echo: '{"hello":1}' }) },
  ]);
});

test("a denied call sends nothing, says code, policy and remedy, and leaves one entry", async () => {
  const response = await echo.call("closed", "{}");
  expect(response.status).toBe(403);
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  expect(error).toMatchObject({
    code: "policy_denied",
    message: "It is closed.",
    policies: ["no-closed"],
    remedy: { message: "Ask its owner." },
  });
  expect(echo.seen).toHaveLength(0);
  expect(await echo.rowOf(String(error.call_id))).toMatchObject({
    status: "denied",
    error_code: "policy_denied",
  });
  const entries = await echo.test().mesh.database
    .sql`select type from audit_entries where call_id = ${String(error.call_id)}`;
  expect(entries).toEqual([{ type: "io.signalbox.call.denied" }]);
});

test("a call without or with a broken badge is refused and on record", async () => {
  const none = await fetch(`${echo.test().url}/call/open`, { method: "POST", body: "{}" });
  expect(none.status).toBe(401);
  const broken = await echo.call("open", "{}", { authorization: "Bearer abc.def.ghi" });
  expect(broken.status).toBe(401);
  expect(echo.seen).toHaveLength(0);
  const entries = await echo.test().mesh.database
    .sql`select outcome from audit_entries where type = 'io.signalbox.authentication.refused'`;
  expect(entries.length).toBe(2);
});

test("a hundred repetitions at once have one effect and a hundred equal answers", async () => {
  const responses = await Promise.all(
    Array.from({ length: 100 }, () => echo.call("open", '{"n":1}', { "idempotency-key": "k1" })),
  );
  const bodies = await Promise.all(responses.map((response) => response.text()));
  expect(new Set(bodies).size).toBe(1);
  expect(new Set(responses.map((response) => response.status))).toEqual(new Set([200]));
  expect(echo.seen).toHaveLength(1);
  const other = await echo.call("open", '{"n":2}', { "idempotency-key": "k1" });
  expect(other.status).toBe(422);
  expect(echo.seen).toHaveLength(1);
});

test("a callee that cannot be reached is a failed call with a stable code", async () => {
  const spec = {
    api: "openai" as const,
    url: "http://127.0.0.1:1/",
    upstreamModel: "m",
    capabilities: ["chat" as const],
    auth: { type: "none" as const },
  };
  await echo.test().register("model", "gone", spec);
  await echo.test().policy('permit(principal, action, resource == Model::"gone");', "gone-policy");
  const response = await echo.call("gone", "{}");
  expect(response.status).toBe(502);
  const { error } = (await response.json()) as { error: { code: string; call_id: string } };
  expect(error.code).toBe("upstream_unreachable");
  expect(await echo.rowOf(error.call_id)).toMatchObject({
    status: "failed",
    error_code: "upstream_unreachable",
  });
});

test("text that PostgreSQL cannot hold is recorded all the same", async () => {
  const response = await echo.call("open", '{"a":"\\u0000\u0000 \\ud800"}');
  expect(response.status).toBe(200);
  expect(await echo.rowOf(response.headers.get("signalbox-call-id"))).toMatchObject({ status: "completed" });
});
