import type { RegistrySnapshot } from "@/lib/registry/asset";
import type { Finding } from "@/lib/registry/scans/finding";
import { isSevere, scanAsset } from "@/lib/registry/scans/scan-asset";
import { surroundingsOf } from "@/lib/registry/scans/surroundings";
import type { ChangeItem } from "./change-item.schema";

/** What scans find in what an item would put in force; nothing in items that put no content. */
export function scanItem(item: ChangeItem, registry: RegistrySnapshot): Finding[] {
  if (item.op !== "put") return [];
  const { kind, name, body } = item;
  const { title = body.before?.title, description = body.before?.description } = body.head;
  return scanAsset({ kind, name, title, description, spec: body.spec }, surroundingsOf(registry, item));
}

/** Whether a person has to look first, whatever the rules say. */
export function needsLook(item: ChangeItem, registry: RegistrySnapshot): boolean {
  return scanItem(item, registry).some(isSevere);
}
