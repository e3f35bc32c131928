import { setImmediate } from "node:timers/promises";
import type { Database } from "@/db/client";
import { findCatalogStamp, listCatalogRows, listCatalogTimes } from "@/db/queries/catalog";
import { coalesced } from "@/lib/core/coalesced";
import { serviceKey } from "@/lib/core/services";
import type { OperationContext } from "@/lib/identity/operation";
import type { CatalogEntry } from "./catalog-entry";
import { CatalogIndex } from "./catalog-index";

/** The catalog in memory, as it is in the store at the moment of asking. */
interface CatalogSearch {
  fresh(): Promise<CatalogIndex>;
}

const catalogSearchService = serviceKey<CatalogSearch>("catalog-search");

/** How many texts are read into the index before others get a turn. */
const SLICE = 250;
const LEAST_CAPACITY = 1024;

/** The catalog of this process; made when it is first asked for, since not every replica is. Shows whatever was committed before the call. */
export function freshCatalog({
  database,
  services,
}: Pick<OperationContext, "database" | "services">): Promise<CatalogIndex> {
  if (!services.has(catalogSearchService)) services.set(catalogSearchService, openCatalogSearch(database));
  return services.get(catalogSearchService).fresh();
}

function openCatalogSearch({ db }: Database): CatalogSearch {
  let index = new CatalogIndex(LEAST_CAPACITY);
  let stamp = { assets: "", domains: "" };
  let times = new Map<string, string>();

  const read = async () => {
    const seen = await findCatalogStamp(db);
    if (seen.assets === stamp.assets && seen.domains === stamp.domains) return index;
    const now = new Map((await listCatalogTimes(db)).map(({ id, at }) => [id, at]));
    // A domain's own texts stand in those of its assets.
    const known = seen.domains === stamp.domains ? times : new Map<string, string>();
    const changed = [...now].filter(([id, at]) => known.get(id) !== at).map(([id]) => id);
    const rows = changed.length > 0 ? await listCatalogRows(db, { ids: changed }) : [];
    for (const id of times.keys()) if (!now.has(id)) index.remove(id);
    if (rows.length <= index.room) for (const row of rows) index.put(row);
    else index = await rebuilt(index, rows);
    stamp = seen;
    times = now;
    return index;
  };
  return { fresh: coalesced(read) };
}

/** A larger index with what is there and what has changed. */
async function rebuilt(index: CatalogIndex, rows: readonly CatalogEntry[]): Promise<CatalogIndex> {
  const changed = new Set(rows.map(({ id }) => id));
  const all = [...index.entries().filter(({ id }) => !changed.has(id)), ...rows];
  let capacity = LEAST_CAPACITY;
  while (capacity < all.length * 1.25) capacity *= 2;
  const next = new CatalogIndex(capacity);
  for (const [nth, entry] of all.entries()) {
    if (nth % SLICE === SLICE - 1) await setImmediate();
    next.put(entry);
  }
  return next;
}
