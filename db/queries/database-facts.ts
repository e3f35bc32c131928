import { sql } from "drizzle-orm";
import type { Db } from "../client";

/** The version of the database server, the size of this database in bytes, and how many migrations its schema has had. */
export async function findDatabaseFacts(
  db: Db,
): Promise<{ version: string; bytes: number; migrations: number }> {
  const [row] = await db.execute<{ version: string; bytes: number; migrations: number }>(sql`
    select current_setting('server_version') as version,
      pg_database_size(current_database())::float8 as bytes,
      (select count(*)::int from drizzle.__drizzle_migrations) as migrations`);
  return row ?? { version: "", bytes: 0, migrations: 0 };
}
