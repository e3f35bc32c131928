import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { type Database, openDatabase } from "../client";
import { startEmbeddedPostgres } from "../embedded";
import { migrateDatabase } from "../migrate";

/** Where the server of this run is, for what runs without vitest's context. */
const ADDRESS = "SIGNALBOX_TEST_POSTGRES";

/** One real PostgreSQL for a whole run, with a migrated template from which each test file and each suite gets a database of its own. Child processes find it too. */
export async function startTestPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const homeDir = mkdtempSync(join(tmpdir(), "signalbox-test-"));
  const server = await startEmbeddedPostgres(homeDir);
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await admin`create database template_mesh`;
  const template = openDatabase(server.url.replace(/\/postgres$/, "/template_mesh"), 2);
  await migrateDatabase(template);
  await template.close();
  await admin.end();
  process.env[ADDRESS] = server.url;
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(homeDir, { recursive: true, force: true });
    },
  };
}

/** A migrated, empty database of its own on the server of this run. `close` ends its connections and drops it. */
export async function openTestDatabase(): Promise<Database> {
  const server = process.env[ADDRESS];
  if (!server) throw new Error("the PostgreSQL of the tests has not been started");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asAdmin(server, `create database ${name} template template_mesh`);
  const database = openDatabase(server.replace(/\/postgres$/, `/${name}`), 5);
  return {
    ...database,
    async close() {
      await database.close();
      await asAdmin(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function asAdmin(server: string, statement: string): Promise<void> {
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(statement);
  } finally {
    await admin.end();
  }
}
