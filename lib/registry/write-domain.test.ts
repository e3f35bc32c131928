import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { writeDomain } from "./write-domain";

const database = testDatabase();

test("what is as it was asked for is left alone and makes no entry", async () => {
  const { db, sql } = database();
  const ops = { name: "ops", title: "Operations", contact: "ops@example.com" };
  expect(await writeDomain(db, ops, MESH_AUTHOR)).toBe(true);
  expect(await writeDomain(db, ops, MESH_AUTHOR)).toBe(false);
  expect(await writeDomain(db, { name: "ops", title: "Operations" }, MESH_AUTHOR)).toBe(false);
  const entries = await sql`select type from audit_entries where object = 'domain:ops' order by id`;
  expect(entries.map(({ type }) => type)).toEqual([
    "io.signalbox.domain.added",
    "io.signalbox.domain.changed",
  ]);
});
