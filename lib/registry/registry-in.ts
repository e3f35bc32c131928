import type { Db } from "@/db/client";
import { resolveVersion } from "./resolve-version";
import type { SpecSurroundings } from "./specs/check-spec";

/** The assets in the store, as a transaction sees them. */
export function registryIn(db: Db): SpecSurroundings {
  return { find: (reference) => resolveVersion(db, reference) };
}
