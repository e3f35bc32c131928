import type { HealthName } from "../catalog-names.schema";
import { type Bits, emptyBits, setBit } from "../search/bits";
import type { CatalogIndex } from "../search/catalog-index";
import type { HealthBoard } from "./health-board";

interface Judged {
  kind: string;
  name: string;
  protocol: string | null;
  suspendedReason: string | null;
  lifecycle: string;
}

/** How an asset does; null for what is not called. A suspension outranks what the calls say. */
export function stateOf(asset: Judged, board: HealthBoard): HealthName | null {
  if (asset.protocol === null) return null;
  if (asset.suspendedReason !== null) return "suspended";
  if (asset.lifecycle === "draft" || asset.lifecycle === "retired") return "inactive";
  return board.get(`${asset.kind}/${asset.name}`)?.health ?? "idle";
}

let last: { index: CatalogIndex; alive: number; board: HealthBoard; sets: Map<string, Bits> } | undefined;

/** The slots of each state. Kept while neither the board nor the catalog changes. */
export function healthSets(index: CatalogIndex, board: HealthBoard): ReadonlyMap<string, Bits> {
  if (last?.index === index && last.alive === index.room && last.board === board) return last.sets;
  const sets = new Map<string, Bits>();
  for (const slot of index.ordered("kind").slots) {
    const entry = index.entry(slot);
    const state = entry && stateOf(entry, board);
    if (!state) continue;
    const bits = sets.get(state) ?? emptyBits(index.capacity);
    sets.set(state, bits);
    setBit(bits, slot);
  }
  last = { index, alive: index.room, board, sets };
  return sets;
}
