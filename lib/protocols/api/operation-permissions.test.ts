import { expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { type Permission, ROLES, type Role, roleAllows } from "@/lib/identity/roles";
import { apiRoutes } from "./api-routes";
import { operations } from "./operations";

const mesh = testMesh(apiRoutes);

/** What each operation declares: generated from the list itself, so a new one is tested from its first day. */
const declared = Object.entries(operations).map(([name, { "~orpc": definition }]) => {
  const { method = "POST", path = "/" } = definition.route;
  return { name, method, path, permission: definition.meta.permission };
});

/** With empty input, so that whoever gets past the permission changes nothing. */
function ask({ method, path }: { method: string; path: string }, badge: string | undefined) {
  return fetch(`${mesh().url}/api/v1${path.replaceAll(/\{\+?[^}]+\}/g, "~")}`, {
    method,
    headers: {
      ...(badge === undefined ? {} : { authorization: `Bearer ${badge}` }),
      ...(method === "GET" ? {} : { "content-type": "application/json" }),
    },
    ...(method === "GET" ? {} : { body: "{}" }),
  });
}

const badgeOf = (role: Role) =>
  mesh().badge({ chain: [{ kind: "service", id: "op" }], roles: [role], scopes: ["mesh", "admin"] });

test.each(ROLES)("%s is let into exactly the operations that its permissions name", async (role) => {
  for (const operation of declared) {
    const response = await ask(operation, badgeOf(role));
    const { error } = (await response.json()) as { error?: { code: string; remedy?: { message: string } } };
    const refused = error?.code === "permission_denied";
    const allowed = roleAllows([role], operation.permission as Permission);
    expect({ name: operation.name, refused }).toEqual({ name: operation.name, refused: !allowed });
    expect(response.status, operation.name).toBeLessThan(500);
    if (refused) expect(error?.remedy?.message, operation.name).toMatch(/^Ask someone with the role /);
  }
});

test("without a badge no operation answers, and nothing of its input is looked at", async () => {
  for (const operation of declared) {
    const response = await ask(operation, undefined);
    expect([operation.name, response.status]).toEqual([operation.name, 401]);
    expect(((await response.json()) as { error: { code: string } }).error.code).toBe("unauthenticated");
  }
});

test("what the management API answers is stored by nobody on the way", async () => {
  const response = await ask({ method: "GET", path: "/domains" }, badgeOf("admin"));
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
});
