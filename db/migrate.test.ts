import { expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { migrateDatabase } from "./migrate";
import { testDatabase } from "./testing/test-database";

const database = testDatabase();

test("migrating twice changes nothing and keeps data", async () => {
  const { sql } = database();
  const id = newId();
  await sql`insert into audit_entries (id, at, type, actor, object, outcome, leaf)
            values (${id}, now(), 't', 'a', 'o', 'ok', '{}')`;
  await migrateDatabase(database());
  const rows = await sql`select tableoid::regclass::text as part from audit_entries where id = ${id}`;
  expect(rows[0]?.part).toMatch(/^audit_entries_\d{4}_\d\d_\d\d$/);
});
