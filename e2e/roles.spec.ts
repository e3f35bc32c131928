import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Permission, type Role, roleAllows } from "../lib/identity/roles";
import { ACTION_ACCESS, type Access, ROUTE_ACCESS } from "./support/declared-access";
import { signedInAs, signInByLink } from "./support/people";
import { callAction, serverActions } from "./support/server-actions";
import { expect, test } from "./support/test";

const PEOPLE = ["viewer", "reviewer", "operator", "steward", "admin"] as const satisfies readonly Role[];

/** What nobody's page sends. */
const RUBBISH = [
  [],
  [null],
  ["x"],
  [{}],
  [[[]]],
  [{ userId: { $ne: null }, clientId: ["a"], name: "\0", sessionId: "../" }],
  "",
  "[",
  '["$F1"]',
  '["$K1","$undefined"]',
] as const;

function allowed({ needs }: Access, role: Role): boolean {
  return needs === "anybody" || needs === "signed-in" || roleAllows([role], needs as Permission);
}

test.describe("server actions", () => {
  const actions = serverActions();

  test("each has somebody who may use it, by declaration", () => {
    expect(actions.map(({ name }) => name).sort()).toEqual(Object.keys(ACTION_ACCESS).sort());
  });

  test("whoever is not signed in is refused by each, whatever they send", async ({ mesh }) => {
    for (const action of actions.filter(({ name }) => ACTION_ACCESS[name]?.needs !== "anybody")) {
      for (const sent of [[], [{}]]) {
        const answer = await callAction(mesh.url, action, sent, {});
        expect(answer, action.name).toEqual({ status: 200, outcome: "unauthenticated" });
      }
    }
  });

  for (const role of PEOPLE) {
    test(`each lets ${role} in or not, as its permission says`, async ({ mesh }) => {
      const cookie = await signedInAs(mesh, role);
      for (const action of actions) {
        const access = ACTION_ACCESS[action.name];
        if (!access || access.needs === "anybody") continue;
        const { status, outcome } = await callAction(mesh.url, action, [access.input ?? {}], { cookie });
        const refused = outcome === "permission_denied";
        expect({ action: action.name, refused }).toEqual({
          action: action.name,
          refused: !allowed(access, role),
        });
        expect([action.name, status, outcome]).toEqual([
          action.name,
          200,
          expect.not.stringMatching(/^(unauthenticated|internal|none)$/),
        ]);
      }
    });
  }

  test("none takes a request of another site, or one that hides where it comes from", async ({ mesh }) => {
    const cookie = await signedInAs(mesh, "admin");
    const { host } = new URL(mesh.url);
    for (const action of actions) {
      for (const origin of ["https://evil.example", "null", `http://${host}.evil.example`, ""]) {
        const { status } = await callAction(mesh.url, action, [{}], { cookie, origin });
        expect([action.name, origin, status]).toEqual([action.name, origin, 403]);
      }
    }
  });

  test("none breaks on arguments that no page sends", async ({ mesh }) => {
    const own = actions.filter(({ name }) => !name.endsWith("#signOut"));
    const cookie = await signedInAs(mesh, "admin");
    for (const action of own) {
      for (const sent of RUBBISH) {
        const { status, outcome } = await callAction(mesh.url, action, sent, { cookie });
        const what = `${action.name} ${JSON.stringify(sent)}`;
        // A body that Next.js itself cannot read never reaches the action.
        if (typeof sent === "string") expect([what, outcome === "internal"]).toEqual([what, false]);
        else expect([what, status, outcome === "internal"]).toEqual([what, 200, false]);
      }
    }
  });
});

test.describe("routes of the console's own API", () => {
  const routes = declaredRoutes();

  test("each has somebody who may use it, by declaration", () => {
    expect([...routes].sort()).toEqual(Object.keys(ROUTE_ACCESS).sort());
  });

  test("each lets people in or not, as its permission says", async ({ mesh }) => {
    const cookies = new Map<Role | "nobody", string>([["nobody", ""]]);
    for (const role of PEOPLE) cookies.set(role, await signedInAs(mesh, role));
    for (const [name, access] of Object.entries(ROUTE_ACCESS)) {
      if (access.needs === "anybody") continue;
      for (const [who, cookie] of cookies) {
        const response = await ask(mesh.url, name, access, { cookie, origin: mesh.url });
        const what = `${name} ${who}`;
        if (who === "nobody") expect([what, response.status]).toEqual([what, 401]);
        else if (allowed(access, who))
          expect([what, [401, 403].includes(response.status)]).toEqual([what, false]);
        else expect([what, response.status]).toEqual([what, 403]);
        expect(response.status, what).toBeLessThan(500);
        expect(response.headers.get("cache-control"), what).toContain("no-store");
        expect(response.headers.get("x-content-type-options"), what).toBe("nosniff");
        expect(response.headers.get("cross-origin-resource-policy"), what).toBe("same-origin");
        expect(response.headers.get("strict-transport-security"), what).toMatch(/max-age=\d{8}/);
      }
    }
  });

  test("none that changes something takes a request of another site", async ({ mesh }) => {
    const cookie = await signedInAs(mesh, "admin");
    for (const [name, access] of Object.entries(ROUTE_ACCESS).filter(([key]) => !key.startsWith("GET "))) {
      for (const origin of ["https://evil.example", "null", ""]) {
        const { status } = await ask(mesh.url, name, access, { cookie, origin });
        expect([name, origin, status]).toEqual([name, origin, 403]);
      }
    }
  });
});

test("signing in gives a new session and ends the one that the browser had", async ({ mesh }) => {
  const before = await signedInAs(mesh, "viewer");
  const { id } = await mesh.manage<{ id: string }>("POST", "/users", {
    email: `again-${Date.now()}@example.com`,
    name: "Again",
    role: "viewer",
  });
  const { token } = await mesh.manage<{ token: string }>("POST", `/users/${id}/link`);
  const after = await signInByLink(mesh.url, token, before);
  expect(after).not.toBe(before);
  const statusOf = async (cookie: string) =>
    (await fetch(`${mesh.url}/api/console/calls`, { headers: { cookie } })).status;
  expect(await statusOf(after)).toBe(200);
  expect(await statusOf(before)).toBe(401);
});

test("a stopped member and one with another role are signed out within the second", async ({ mesh }) => {
  const cookie = await signedInAs(mesh, "reviewer");
  const { users } = await mesh.manage<{ users: { id: string }[] }>("GET", "/users?q=reviewer-&limit=200");
  const id = users.at(-1)?.id;
  const status = async () => (await fetch(`${mesh.url}/api/console/calls`, { headers: { cookie } })).status;
  expect(await status()).toBe(200);
  await mesh.manage("POST", `/users/${id}/role`, { role: "viewer" });
  expect(await status()).toBe(401);
});

async function ask(
  url: string,
  name: string,
  access: { path: string; input?: unknown },
  headers: Record<string, string>,
) {
  const method = name.split(" ", 1)[0] ?? "GET";
  const abort = new AbortController();
  const response = await fetch(url + access.path, {
    method,
    signal: abort.signal,
    redirect: "manual",
    headers:
      method === "GET"
        ? { cookie: headers.cookie ?? "" }
        : { "content-type": "application/json", ...headers },
    ...(method === "GET" ? {} : { body: JSON.stringify(access.input ?? {}) }),
  });
  // Event streams have no end.
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) abort.abort();
  else await response.arrayBuffer();
  return response;
}

/** `METHOD file` of every route handler under `app/api`, read from the sources. */
function declaredRoutes(): string[] {
  return readdirSync("app/api", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const path = join("app/api", file);
      const source = readFileSync(path, "utf8");
      return ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
        .filter((method) =>
          new RegExp(`export (?:const|(?:async )?function) ${method}\\b|export \\{[^}]*\\b${method}\\b`).test(
            source,
          ),
        )
        .map((method) => `${method} ${path}`);
    });
}
