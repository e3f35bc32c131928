import { afterAll, beforeAll } from "vitest";
import type { Database } from "../client";
import { openTestDatabase } from "./test-postgres";

/**
 * A migrated, empty database for this test file: `const database = testDatabase()`, then `database()` inside a test.
 * Dropped after the last test.
 */
export function testDatabase(): () => Database {
  let database: Database | undefined;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.close());
  return () => {
    if (!database) throw new Error("the test database is ready only inside a test");
    return database;
  };
}
