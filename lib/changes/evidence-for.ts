import type { Db } from "@/db/client";
import { findAssetHead } from "@/db/queries/assets";
import type { Services } from "@/lib/core/services";
import { gatherEvidence } from "@/lib/registry/certification/gather-evidence";
import type { Evidence } from "@/lib/registry/certification/read-facts";
import type { StoredItem } from "./stored-items";

/**
 * What the certificates that a change asks for are given on the strength of, by position. It asks the addresses at which keys are published, five seconds each at most; only the change itself is locked meanwhile.
 */
export async function evidenceFor(
  tx: Db,
  services: Services,
  items: readonly StoredItem[],
): Promise<Evidence[]> {
  const found: Evidence[] = [];
  for (const { op, kind, name, body, position } of items) {
    if (op !== "certify") continue;
    const head = await findAssetHead(tx, { kind, name });
    if (head) found[position] = await gatherEvidence(services, { kind, name, ...head }, body.bound);
  }
  return found;
}
