import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../client";
import { startEmbeddedPostgres } from "../embedded";
import { migrateDatabase } from "../migrate";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One real PostgreSQL for the whole run, with a migrated template from which each test file gets a database of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const homeDir = mkdtempSync(join(tmpdir(), "signalbox-test-"));
  const server = await startEmbeddedPostgres(homeDir);
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await admin`create database template_mesh`;
  const template = openDatabase(server.url.replace(/\/postgres$/, "/template_mesh"), 2);
  await migrateDatabase(template);
  await template.close();
  await admin.end();
  project.provide("postgresUrl", server.url);
  return async () => {
    await server.stop();
    rmSync(homeDir, { recursive: true, force: true });
  };
}
