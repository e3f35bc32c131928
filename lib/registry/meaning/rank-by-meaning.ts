import { isMeshError } from "@/lib/core/errors";
import type { OperationContext } from "@/lib/identity/operation";
import type { CatalogIndex } from "../search/catalog-index";
import { meaningService } from "./meaning-search";
import type { MeaningUse } from "./meaning-use.schema";

/** Assets by meaning, or why they are searched by words instead. */
export async function rankByMeaning(
  { services }: Pick<OperationContext, "services">,
  index: CatalogIndex,
  question: string,
): Promise<{ scores: ReadonlyMap<string, number> | undefined; use: MeaningUse }> {
  if (!services.has(meaningService)) return { scores: undefined, use: { state: "off", read: 0, of: 0 } };
  try {
    const { scores, read, of } = await services.get(meaningService).rank(question, index.entries());
    return { scores, use: { state: read < of ? "reading" : "used", read, of } };
  } catch (err) {
    if (!isMeshError(err) || err.code !== "unavailable") throw err;
    return { scores: undefined, use: { state: "failed", read: 0, of: 0 } };
  }
}
