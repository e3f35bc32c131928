import { call } from "@orpc/server";
import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { viewerContext } from "@/lib/cost/testing/viewer-context";
import { getDomain } from "./get-domain";
import { listDomains } from "./list-domains";

const database = testDatabase();
const context = () => viewerContext(database());

beforeAll(async () => {
  const { sql } = database();
  await sql`insert into domains (name, title, contact) values ('ops', 'Operations', 'ops@example.com'), ('idle', 'Idle', null)`;
  const people = [
    ["Ada", "steward", ["ops", "other"], null],
    ["Bo", "viewer", ["ops"], null],
    ["Cy", "steward", ["ops"], new Date()],
    ["Di", "steward", ["opsx"], null],
  ] as const;
  for (const [name, role, domains, disabledAt] of people) {
    await sql`insert into users (id, email, name, role, domains, disabled_at)
      values (${newId()}, ${`${name}@example.com`}, ${name}, ${role}, ${[...domains]}, ${disabledAt})`;
  }
  for (const [kind, name] of [
    ["agent", "a"],
    ["model", "b"],
    ["model", "c"],
  ] as const) {
    await sql`insert into assets (id, kind, name, domain, title, live_version) values (${newId()}, ${kind}, ${name}, 'ops', ${name}, 1)`;
  }
});

test("a domain names the people who govern it now, and counts its assets by kind", async () => {
  const found = await call(getDomain, { name: "ops" }, { context: context() });
  expect(found).toMatchObject({
    title: "Operations",
    contact: "ops@example.com",
    people: [
      { name: "Ada", role: "steward" },
      { name: "Bo", role: "viewer" },
    ],
    assets: [
      { kind: "model", count: 2 },
      { kind: "agent", count: 1 },
    ],
  });
});

test("the list of domains has the same numbers, also where there is nothing", async () => {
  const { domains } = await call(listDomains, {}, { context: context() });
  expect(domains.map(({ name, assets, people }) => [name, assets, people])).toEqual([
    ["idle", 0, 0],
    ["ops", 3, 2],
  ]);
});

test("a domain that there is not is not found", async () => {
  await expect(call(getDomain, { name: "nobody" }, { context: context() })).rejects.toMatchObject({
    code: "not_found",
  });
});
