import { call } from "@orpc/server";
import { Hono } from "hono";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { describeAsset } from "@/lib/gateway/describe-asset";
import { mayUse } from "@/lib/gateway/may-use";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import type { Action, EntityRef } from "@/lib/policy/decision";
import { accessRemedy } from "@/lib/registry/access-remedy";
import { toolDigest } from "@/lib/registry/tool-digest";
import { applyChange } from "./apply-change";
import { getChange } from "./get-change";
import { requestAccess } from "./request-access";
import { requestAccessInput } from "./request-access.schema";
import { approve, as, person } from "./testing/people";

const mesh = testMesh(() => new Hono());
let steward: OperationContext;
let foreign: OperationContext;
let asker: OperationContext;
const schema = { type: "object", properties: {} };

beforeAll(async () => {
  steward = await person(mesh().mesh, "steward", ["test"]);
  foreign = await person(mesh().mesh, "steward", ["elsewhere"]);
  const agent = { kind: "agent" as const, id: "asker" };
  asker = as(mesh().mesh, {
    ...steward.principal,
    caller: agent,
    subject: agent,
    chain: [agent],
    roles: ["agent"],
    domains: [],
    badge: { id: "b", ancestors: [], issuedAtMs: 0, expiresAtMs: 1 },
    scopes: ["mesh"],
  });
  await mesh().register("mcp-server", "tools", {
    url: "http://127.0.0.1:9/mcp",
    revisions: ["2026-07-28"],
    serverInfo: {},
    capabilities: {},
    tools: ["read", "write"].map((name) => ({
      name,
      inputSchema: schema,
      digest: toolDigest({ name, inputSchema: schema }),
    })),
    auth: { type: "none" },
  });
  await mesh().register("model", "chat", {
    api: "openai",
    url: "http://127.0.0.1:9",
    upstreamModel: "m",
    capabilities: ["chat"],
    auth: { type: "none" },
  });
});
afterEach(() => vi.restoreAllMocks());

const ask = (context: OperationContext, input: Record<string, unknown>) =>
  call(requestAccess, requestAccessInput.parse({ reason: "To answer customers.", ...input }), { context });
const may = (action: Action, resource: EntityRef) =>
  mayUse(mesh().mesh, asker.principal, { action, resource });
const tool = (name: string): EntityRef => ({ type: "Tool", id: `tools/${name}` });

test("what a denial says is the call that asks; once the owner has approved, exactly that is allowed, until its day", async () => {
  expect(may("callTool", tool("read"))).toBe(false);
  const { operation } = accessRemedy("test", { kind: "mcp-server", name: "tools", operations: ["read"] });
  expect(operation).toMatchObject({ path: "/api/v1/access-requests", tool: "request_access" });
  const { number, state, policy, expiresAt } = await ask(asker, {
    ...(operation?.body as object),
    reason: "To answer customers.",
  });
  expect([state, policy.domain]).toEqual(["review", "test"]);
  expect((await call(getChange, { number }, { context: asker })).state).toBe("review");
  await expect(approve(asker, number)).rejects.toMatchObject({ code: "permission_denied" });
  // The word of a steward of another domain stands there and counts for nothing.
  expect(await approve(foreign, number)).toMatchObject({ state: "review" });
  await expect(call(applyChange, { number }, { context: steward })).rejects.toMatchObject({
    code: "conflict",
  });
  await approve(steward, number);
  await call(applyChange, { number }, { context: steward });
  await mesh().mesh.registry.refresh();
  expect(may("callTool", tool("read"))).toBe(true);
  expect(may("callTool", tool("write"))).toBe(false);
  const described = await call(describeAsset, { kind: "mcp-server", name: "tools" }, { context: asker });
  expect(described.operations.map(({ name, allowed }) => [name, allowed])).toEqual([
    ["read", true],
    ["write", false],
  ]);
  vi.spyOn(Date, "now").mockReturnValue(Date.parse(expiresAt) + 1000);
  expect(may("callTool", tool("read"))).toBe(false);
});

test("a person asks for an agent, a program for itself, and only for what is there", async () => {
  await expect(ask(foreign, { kind: "model", name: "chat" })).rejects.toMatchObject({
    issues: [{ path: "agent", message: expect.any(String) }],
  });
  await expect(ask(asker, { kind: "model", name: "chat", agent: "other" })).rejects.toMatchObject({
    code: "invalid_request",
  });
  await expect(ask(asker, { kind: "model", name: "none" })).rejects.toMatchObject({ code: "not_found" });
  await expect(
    ask(asker, { kind: "mcp-server", name: "tools", operations: ["erase"] }),
  ).rejects.toMatchObject({ issues: [{ path: "operations", message: expect.stringContaining("erase") }] });
  expect((await ask(asker, { kind: "model", name: "chat", days: 1 })).policy.text).toContain(
    'resource in Model::"chat"',
  );
});

test("what may not be seen is described as what is not there", async () => {
  const look = (name: string) => call(describeAsset, { kind: "model", name }, { context: asker });
  await expect(look("chat")).rejects.toMatchObject({ code: "not_found" });
  await expect(look("none")).rejects.toMatchObject({ code: "not_found" });
});
