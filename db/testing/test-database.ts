import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { type Database, openDatabase } from "../client";

/**
 * A migrated, empty database for this test file: `const database = testDatabase()`, then `database()` inside a test.
 * Dropped after the last test.
 */
export function testDatabase(): () => Database {
  let database: Database | undefined;
  const name = `test_${randomBytes(8).toString("hex")}`;
  beforeAll(async () => {
    const serverUrl = inject("postgresUrl");
    const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
    await admin.unsafe(`create database ${name} template template_mesh`);
    await admin.end();
    database = openDatabase(serverUrl.replace(/\/postgres$/, `/${name}`), 5);
  });
  afterAll(async () => {
    await database?.close();
    const admin = postgres(inject("postgresUrl"), { max: 1, onnotice: () => {} });
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
  return () => {
    if (!database) throw new Error("the test database is ready only inside a test");
    return database;
  };
}
