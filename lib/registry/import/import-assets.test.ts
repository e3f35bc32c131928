import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { principalOfUser } from "@/lib/identity/user";
import { importAssets } from "./import-assets";
import { importInput } from "./import-report.schema";
import { FILES } from "./testing/files";

const mesh = testMesh(() => new Hono());
const { text } = FILES.litellm;

beforeAll(async () => {
  await mesh().mesh.registry.refresh();
});

async function run(input: Record<string, unknown>, role: "operator" | "viewer" = "operator") {
  const { database, services, registry } = mesh().mesh;
  const context = { principal: principalOfUser({ id: newId(), role, domains: [] }), database, services };
  const answer = await call(importAssets, importInput.parse({ text, domain: "test", ...input }), { context });
  await registry.refresh();
  return answer;
}
const models = () =>
  mesh()
    .mesh.registry.current()
    .list("model")
    .map(({ name, version }) => `${name} v${version}`);

test("a dry run says what would happen and changes nothing", async () => {
  const { dryRun, assets, counts } = await run({});
  expect(dryRun).toBe(true);
  expect(assets.map(({ name, action, outcome }) => [name, action, outcome])).toEqual([
    ["fast", "create", "planned"],
    ["claude", "create", "planned"],
    ["local", "create", "planned"],
  ]);
  expect(counts.manual).toBeGreaterThan(0);
  expect(models()).toEqual([]);
});

test("all assets become one change; names that are taken are treated as was asked", async () => {
  const first = await run({ dryRun: false });
  expect(first.assets.map(({ outcome, change }) => [outcome, typeof change])).toEqual(
    Array.from({ length: 3 }, () => ["applied", "number"]),
  );
  expect(new Set(first.assets.map(({ change }) => change)).size).toBe(1);
  expect(models()).toEqual(["claude v1", "fast v1", "local v1"]);
  const found = mesh().mesh.registry.current().find("model", "fast")?.spec;
  expect(found).toMatchObject({
    upstreamModel: "gpt-small",
    auth: { type: "bearer", secret: "fast-key" },
    price: { currency: "USD", input: "0.15", output: "0.6" },
  });
  await expect(run({ dryRun: false })).rejects.toMatchObject({ code: "conflict" });
  const skipped = await run({ dryRun: false, onConflict: "skip" });
  expect(skipped.assets.every(({ outcome }) => outcome === "skipped")).toBe(true);
  const changed = text.replace("gpt-small", "gpt-large");
  const updated = await run({ dryRun: false, onConflict: "update", text: changed });
  // Changing what is in traffic takes a second person.
  expect(updated.assets.map(({ action, outcome }) => [action, outcome])[0]).toEqual(["update", "review"]);
  await run({ dryRun: false, onConflict: "rename" });
  expect(models()).toContain("fast-2 v1");
});

test("a server that does not answer is reported, and nothing of the file comes over", async () => {
  const { assets } = await run({
    dryRun: false,
    text: JSON.stringify({
      mcpServers: { gone: { url: "http://127.0.0.1:9/mcp" }, also: { url: "http://127.0.0.1:9/other" } },
    }),
  });
  expect(assets[0]).toMatchObject({
    name: "gone",
    outcome: "failed",
    problems: [expect.stringContaining("upstream_unreachable")],
  });
  expect(mesh().mesh.registry.current().list("mcp-server")).toEqual([]);
});

test("who may not register may not import", async () => {
  await expect(run({}, "viewer")).rejects.toMatchObject({ code: "permission_denied" });
});
