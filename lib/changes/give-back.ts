import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { clearAssetCanaries } from "@/db/queries/canaries";
import { REGISTRY_CHANNEL } from "@/lib/registry/registry-channel";

/** Ends the share of the calls that a change has: all of them go to what is live again, on every replica at once. @param change its number */
export async function giveBack(tx: Db, change: number): Promise<void> {
  for (const id of await clearAssetCanaries(tx, { change })) {
    await tx.execute(sql`select pg_notify(${REGISTRY_CHANNEL}, ${id})`);
  }
}
