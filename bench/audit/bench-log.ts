import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import type { AuditLog } from "@/lib/audit/audit-log";
import { checkpointSigner } from "@/lib/audit/notes/keys";

/** An empty log on a database of its own. */
export interface BenchLog {
  database: Database;
  log: AuditLog;
  /** For files of this run. */
  folder: string;
  stop(): Promise<void>;
}

export async function startLog(): Promise<BenchLog> {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-bench-audit-"));
  const server = await startEmbeddedPostgres(folder);
  const database = openDatabase(server.url, 4);
  await migrateDatabase(database);
  const signer = checkpointSigner("bench.example/audit", generateKeyPairSync("ed25519").privateKey);
  return {
    database,
    log: { origin: signer.name, signer: () => signer, vkeys: () => [signer.vkey] },
    folder,
    async stop() {
      await database.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
