import { beforeAll, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { Role } from "@/lib/identity/roles";
import { type AssetKind, assetKinds } from "@/lib/registry/kinds";
import { SAMPLE_SPECS } from "@/lib/registry/testing/sample-specs";
import { apiRoutes } from "./api-routes";

const mesh = testMesh(apiRoutes);

/** Named before what names them. */
const ORDER: readonly AssetKind[] = [
  ...assetKinds.filter((kind) => !["suite", "workflow", "budget", "limit"].includes(kind)),
  "suite",
  "workflow",
  "budget",
  "limit",
];

async function ask(
  method: string,
  path: string,
  body?: unknown,
  role: Role = "admin",
  scopes = ["mesh", "admin"],
) {
  const chain = [{ kind: role === "agent" ? ("agent" as const) : ("service" as const), id: "op" }];
  const response = await fetch(`${mesh().url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${mesh().badge({ chain, roles: [role], scopes })}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const put = (
  kind: AssetKind,
  spec: unknown = SAMPLE_SPECS[kind],
  name: string = kind,
  role: Role = "admin",
) => ask("PUT", `/assets/${kind}/${name}`, { domain: "test", spec }, role);

beforeAll(async () => {
  for (const kind of ORDER)
    expect([kind, (await put(kind)).body]).toMatchObject([kind, { changed: true, version: 1 }]);
});

describe("an asset of any kind", () => {
  it.each(assetKinds)(
    "%s: is written once, found in the catalog and resolved by its digest",
    async (kind) => {
      expect((await put(kind)).body).toMatchObject({ changed: false, version: 1, entryId: null });
      const listed = await ask("GET", `/assets?kind=${kind}`);
      expect(listed.body).toMatchObject({ items: [{ kind, name: kind, version: 1 }], total: 1 });
      const detail = await ask("GET", `/assets/${kind}/${kind}`);
      const { digest } = (detail.body as { live: { digest: string } }).live;
      const found = await ask("GET", `/resolve/${kind}/${kind}@sha256:${digest.slice(0, 12)}`);
      expect(found.body).toMatchObject({ kind, name: kind, version: 1, digest, live: true });
    },
  );

  it("cannot be called unless it is an agent, a server or a model", async () => {
    const { body } = await ask("GET", "/callables");
    expect((body as unknown as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      "agent",
      "mcp-server",
      "model",
    ]);
  });

  it("is refused where it names what is not there, or is not what it says", async () => {
    const refused = async (kind: AssetKind, change: object) => {
      const { status, body } = await put(kind, { ...SAMPLE_SPECS[kind], ...change }, "broken");
      const { code, issues } = body.error as { code: string; issues: { path: string }[] };
      return [status, code, ...issues.map(({ path }) => path)];
    };
    expect(await refused("suite", { cases: "dataset/nowhere" })).toEqual([400, "invalid_request", "cases"]);
    expect(await refused("suite", { cases: "prompt/prompt" })).toEqual([400, "invalid_request", "cases"]);
    expect(await refused("workflow", { steps: [{ id: "a", uses: "agent/nobody" }] })).toContain(
      "steps.0.uses",
    );
    expect(await refused("prompt", { messages: [{ include: "nowhere@production" }], tests: [] })).toContain(
      "messages",
    );
    expect(await refused("dataset", { items: [{ id: "1", value: { letter: "lower" } }] })).toContain(
      "items.0.value",
    );
    expect(await refused("api", { document: { openapi: "3.1.0", paths: { "/a": { get: {} } } } })).toContain(
      "document",
    );
    expect(await refused("stream", { server: "second" })).toContain("server");
    expect(await refused("mcp-server", { url: "stdio:sh" })).toContain("url");
    const tools = SAMPLE_SPECS["mcp-server"].tools.map((tool) => ({ ...tool, description: "Sends money" }));
    expect(await refused("mcp-server", { tools })).toContain("tools.0.digest");
  });

  it("keeps the rules of its kind: a policy needs the permission for policies, a guardrail an admin", async () => {
    const guardrail = { text: "forbid(principal, action, resource) when { false };", guardrail: true };
    expect((await put("policy", SAMPLE_SPECS.policy, "mine", "operator")).status).toBe(403);
    expect((await put("policy", guardrail, "mine", "steward")).status).toBe(403);
    expect((await put("policy", { text: "permit(", guardrail: false }, "mine")).status).toBe(400);
    expect((await put("prompt", SAMPLE_SPECS.prompt, "mine", "viewer")).status).toBe(403);
  });

  it("has a head whose change is on record although the version stays", async () => {
    const { body } = await ask("PUT", "/assets/dataset/dataset", {
      domain: "test",
      dataClass: "restricted",
      spec: SAMPLE_SPECS.dataset,
    });
    expect(body).toMatchObject({ changed: true, version: 1, entryId: expect.any(String) });
    const [row] = await mesh().mesh.database.sql`
      select type, payload from audit_entries where id = ${String(body.entryId)}`;
    expect(row).toMatchObject({
      type: "io.signalbox.asset.described",
      payload: { dataClass: "restricted", before: { dataClass: "internal" } },
    });
  });
});

describe("labels", () => {
  const version = async (ref: string) => {
    const { status, body } = await ask("GET", `/resolve/prompt/${ref}`);
    return status === 200 ? body.version : status;
  };

  it("point at a version, move, and go, each on record once", async () => {
    const second = { messages: [{ role: "user", content: "Second" }] };
    await put("prompt", SAMPLE_SPECS.prompt, "labelled");
    await put("prompt", second, "labelled");
    const label = (name: string) => `/assets/prompt/labelled/labels/${name}`;
    expect((await ask("PUT", label("production"), { version: 1 })).body).toMatchObject({
      version: 1,
      entryId: expect.any(String),
    });
    expect((await ask("PUT", label("production"), { version: 1 })).body).toMatchObject({ entryId: null });
    expect([
      await version("labelled"),
      await version("labelled@production"),
      await version("labelled@2"),
    ]).toEqual([2, 1, 2]);
    await ask("PUT", label("production"), { version: 2, reason: "tests passed" });
    expect(await version("labelled@production")).toBe(2);
    expect((await ask("DELETE", label("production"))).status).toBe(200);
    expect(await version("labelled@production")).toBe(404);
    const rows = await mesh().mesh.database.sql`
      select type, payload ->> 'before' as before from audit_entries
      where object = 'prompt:labelled' and type like '%label%' order by at, id`;
    expect(rows.map((row) => [row.type, row.before])).toEqual([
      ["io.signalbox.asset.label.set", null],
      ["io.signalbox.asset.label.set", "1"],
      ["io.signalbox.asset.label.removed", "2"],
    ]);
  });

  it("are refused for a version that there is not, for words with a meaning of their own, and to other domains' stewards", async () => {
    const set = (name: string, of: number, role: Role = "admin") =>
      ask("PUT", `/assets/prompt/prompt/labels/${name}`, { version: of }, role);
    expect((await set("production", 99)).status).toBe(404);
    expect((await set("latest", 1)).status).toBe(400);
    expect((await set("Production", 1)).status).toBe(400);
    expect((await set("production", 1, "steward")).status).toBe(403);
    expect((await set("production", 1, "viewer")).status).toBe(403);
  });
});

describe("an agent", () => {
  const fetched = (ref: string, variables?: object) =>
    ask("POST", `/prompts/${ref}`, { ...(variables ? { variables } : {}) }, "agent", ["mesh"]);

  it("gets a prompt by any of its names, with its values in it", async () => {
    await mesh().allowAll();
    await mesh().mesh.registry.refresh();
    await ask("PUT", "/assets/prompt/prompt/labels/production", { version: 1 });
    for (const ref of ["prompt", "prompt@production", "prompt@1", "prompt@latest"]) {
      const { body } = await fetched(ref, { letter: "Hello" });
      expect(body).toMatchObject({ name: "prompt", version: 1, labels: ["production"] });
      expect(JSON.stringify(body.messages)).toContain("You answer letters in English.");
    }
    expect((await fetched("prompt", { letter: 1 })).status).toBe(400);
  });

  it("hears the same of a prompt that it may not see as of one that is not there", async () => {
    await mesh().register("policy", "allow-all", {
      text: "forbid(principal, action, resource);",
      guardrail: false,
    });
    await mesh().register("policy", "policy", {
      text: "forbid(principal, action, resource);",
      guardrail: false,
    });
    const [hidden, missing] = [await fetched("prompt"), await fetched("nowhere")];
    expect(hidden.status).toBe(404);
    expect(hidden.body).toEqual(missing.body);
  });
});

it("publishes the schema of every kind", async () => {
  const { body } = await ask("GET", "/schemas", undefined, "agent", ["mesh"]);
  const { schemas } = body as unknown as { schemas: { kind: string; id: string }[] };
  expect(schemas.map(({ kind }) => kind)).toEqual(assetKinds);
  for (const { kind, id } of schemas) {
    expect((await ask("GET", `/schemas/${kind}`)).body).toMatchObject({ $id: id });
  }
});
