import { openDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded";
import { type EntryProof, readEntryProof } from "@/lib/audit/read-entry-proof";
import { readStoredLog } from "@/lib/audit/read-stored-log";
import type { VerifyReport } from "@/lib/audit/verify/report";
import { verifyDatabase } from "@/lib/audit/verify/verify-database";
import { loadConfig } from "@/lib/core/config";

/** The audit log in a database, opened for one command. */
export interface OpenedLog {
  /** @param vkeys from a trusted place; without them those in the database are believed */
  verify(vkeys: readonly string[] | undefined, checkpoint: string | undefined): Promise<VerifyReport>;
  /** @param entryId of an entry; a call's own id is that of its intent's entry */
  proof(entryId: string): Promise<EntryProof>;
}

/**
 * Opens the given database, the one of `DATABASE_URL`, or the mesh's own. The latter is started if the mesh does not run, and stopped afterwards.
 */
export async function withDatabase<T>(
  url: string | undefined,
  use: (opened: OpenedLog) => Promise<T>,
): Promise<T> {
  const config = loadConfig();
  const given = url ?? config.databaseUrl;
  const embedded = given === undefined ? await startEmbeddedPostgres(config.homeDir) : undefined;
  const database = openDatabase(given ?? embedded?.url ?? "", 2);
  try {
    const { sql } = database;
    const log = await readStoredLog(sql);
    return await use({
      async verify(vkeys, checkpoint) {
        const report = await verifyDatabase(sql, {
          origin: log.origin,
          vkeys: vkeys ?? log.vkeys,
          checkpoint,
        });
        if (!vkeys)
          report.caveats.push(
            "the key is the one in the database; compare it with one from elsewhere (--key)",
          );
        return report;
      },
      proof: (entryId) => readEntryProof(sql, { vkeys: () => log.vkeys }, { key: { entryId } }),
    });
  } finally {
    await database.close();
    if (embedded && !embedded.adopted) await embedded.stop();
  }
}
