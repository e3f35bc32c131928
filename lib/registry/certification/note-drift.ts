import type { Database } from "@/db/client";
import { log } from "@/lib/core/log";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { reexamine } from "./reexamine";

/**
 * Suspends the certificates that are bound to a tool which is no longer what was approved. The call that noticed it is refused anyway and does not wait for this; a store that is away is told in the log, and the tool stays
 * refused meanwhile.
 */
export async function noteDrift(
  database: Database,
  { server, tool }: { server: string; tool: string },
): Promise<void> {
  const touched = { kind: "mcp-server", name: server, by: MESH_AUTHOR.actor, drifted: tool };
  try {
    await database.db.transaction((tx) => reexamine(tx, touched));
  } catch (err) {
    log.error({ err, server, tool }, "certificates bound to a changed tool could not be suspended");
  }
}
