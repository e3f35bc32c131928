import { resolve } from "node:path";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { MeshError } from "@/lib/core/errors";
import type { Database } from "./client";
import { ensurePartitions } from "./partitions";

const OLDEST_SERVER = 150_000;
const NEWEST_SERVER_MAJOR = 18;

/**
 * Brings the schema up to date and makes the partitions of the coming days. One replica migrates at a time.
 * @param root the folder that holds `db/migrations`
 * @throws MeshError `unavailable` for a server older than 15 or newer than 18, or data written by a newer Signalbox
 */
export async function migrateDatabase(database: Database, root: string = process.cwd()): Promise<void> {
  const { db, sql } = database;
  const [row] = await sql<{ v: number }[]>`select current_setting('server_version_num')::int as v`;
  const version = row?.v ?? 0;
  if (version < OLDEST_SERVER || Math.floor(version / 10_000) > NEWEST_SERVER_MAJOR) {
    throw new MeshError("unavailable", `PostgreSQL 15 to 18 is needed; the server says ${version}.`);
  }
  const lock = await sql.reserve();
  try {
    await lock`select pg_advisory_lock(hashtext('signalbox.migrate'))`;
    await migrate(db, { migrationsFolder: resolve(root, "db/migrations") });
  } finally {
    await lock`select pg_advisory_unlock(hashtext('signalbox.migrate'))`;
    lock.release();
  }
  await ensurePartitions(sql);
}
