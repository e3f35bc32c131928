import { beforeAll, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { Role } from "@/lib/identity/roles";
import { apiRoutes } from "./api-routes";
import { operations } from "./operations";

const mesh = testMesh(apiRoutes);

function request(
  method: string,
  path: string,
  options: { roles?: Role[]; scopes?: string[]; body?: unknown; headers?: Record<string, string> } = {},
) {
  const badge = mesh().badge({
    chain: [{ kind: "service", id: "op" }],
    roles: options.roles ?? ["admin"],
    scopes: options.scopes ?? ["mesh", "admin"],
  });
  return fetch(`${mesh().url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${badge}`,
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
}

beforeAll(() => mesh().allowAll());

test("the OpenAPI document describes every operation", async () => {
  const response = await fetch(`${mesh().url}/api/v1/openapi.json`);
  const document = (await response.json()) as {
    openapi: string;
    paths: Record<string, Record<string, unknown>>;
  };
  expect(document.openapi).toMatch(/^3\.1/);
  const described = Object.values(document.paths).flatMap((path) => Object.keys(path));
  expect(described).toHaveLength(Object.keys(operations).length);
});

test("a policy is validated, put in force at once and on record", async () => {
  const bad = await request("POST", "/policies", {
    body: {
      name: "p",
      domain: "test",
      text: "permit(principal, action, resource) when { principal.nonsense };",
    },
  });
  expect(bad.status).toBe(400);
  expect(await bad.json()).toMatchObject({
    error: {
      code: "invalid_request",
      issues: expect.arrayContaining([
        expect.objectContaining({ path: "p#1", message: expect.stringContaining("nonsense") }),
      ]),
    },
  });
  const good = await request("POST", "/policies", {
    body: { name: "p", domain: "test", text: '@id("p1") forbid(principal, action, resource == Model::"x");' },
  });
  expect(good.status).toBe(200);
  expect(await good.json()).toMatchObject({ kind: "policy", name: "p", version: 1, changed: true });
  const again = await request("POST", "/policies", {
    body: { name: "p", domain: "test", text: '@id("p1") forbid(principal, action, resource == Model::"x");' },
  });
  expect(await again.json()).toMatchObject({ version: 1, changed: false });
  const entries = await mesh().mesh.database
    .sql`select actor, outcome from audit_entries where object = 'policy:p'`;
  expect(entries).toEqual([{ actor: "service:op", outcome: "ok" }]);
});

test("input that does not fit says which field", async () => {
  const response = await request("POST", "/domains", { body: { name: "Not A Name", title: "" } });
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as { error: { code: string; issues: { path: string }[] } };
  expect(error.code).toBe("invalid_request");
  expect(error.issues.map((issue) => issue.path).sort()).toEqual(["name", "title"]);
});

/** What the mesh offers every agent. */
const forAgents = new Set(
  Object.values(operations)
    .map(({ "~orpc": definition }) => definition)
    .filter(({ meta }) => meta.permission.startsWith("mesh:"))
    .map(({ route }) => `${(route.method ?? "POST").toLowerCase()} ${route.path}`),
);

test("no role, no scope and no badge each refuse every operation with its own code", async () => {
  const document = (await (await fetch(`${mesh().url}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of Object.keys(methods)) {
      const where = path.replaceAll(/\{[^}]+\}/g, "x");
      const bare = await fetch(`${mesh().url}/api/v1${where}`, { method: method.toUpperCase() });
      expect([method, path, bare.status]).toEqual([method, path, 401]);
      if (forAgents.has(`${method} ${path}`)) continue;
      const agent = await request(method.toUpperCase(), where, {
        roles: ["agent"],
        ...(method === "get" ? {} : { body: {} }),
      });
      expect([method, path, agent.status]).toEqual([method, path, 403]);
      const callsOnly = await request(method.toUpperCase(), where, {
        scopes: ["mesh"],
        ...(method === "get" ? {} : { body: {} }),
      });
      expect([method, path, callsOnly.status]).toEqual([method, path, 403]);
    }
  }
});

test("broken JSON, a body too large and an unknown path have clear codes", async () => {
  const badge = mesh().badge({
    chain: [{ kind: "service", id: "op" }],
    roles: ["admin"],
    scopes: ["mesh", "admin"],
  });
  const send = (path: string, body: string) =>
    fetch(`${mesh().url}/api/v1${path}`, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${badge}`, "content-type": "application/json" },
    });
  const broken = await send("/domains", "{");
  expect([broken.status, ((await broken.json()) as { error: { code: string } }).error.code]).toEqual([
    400,
    "invalid_request",
  ]);
  const large = await send("/domains", `"${"x".repeat(1024 * 1024 + 1)}"`);
  expect([large.status, ((await large.json()) as { error: { code: string } }).error.code]).toEqual([
    413,
    "payload_too_large",
  ]);
  const unknown = await send("/nothing", "{}");
  expect([unknown.status, ((await unknown.json()) as { error: { code: string } }).error.code]).toEqual([
    404,
    "not_found",
  ]);
});

test("discover shows an agent what policy lets it see, and finds by words", async () => {
  const spec = {
    api: "openai" as const,
    url: "http://127.0.0.1:9/v1",
    upstreamModel: "m",
    capabilities: ["chat" as const],
    auth: { type: "none" as const },
  };
  await mesh().register("model", "seen", spec, { title: "Seen model" });
  await mesh().register("model", "hidden", spec, { title: "Hidden model" });
  await mesh().policy('@id("hide") forbid(principal, action, resource == Model::"hidden");', "hide");
  const response = await request("GET", "/discover?q=model", { roles: ["agent"], scopes: ["mesh"] });
  expect(response.status).toBe(200);
  const { results } = (await response.json()) as { results: { name: string }[] };
  expect(results.map((one) => one.name)).toEqual(["seen"]);
});

test("every list answers an admin", async () => {
  for (const path of ["/domains", "/clients", "/users", "/calls", "/assets", "/overview"]) {
    const response = await request("GET", path);
    expect([path, response.status]).toEqual([path, 200]);
  }
});
