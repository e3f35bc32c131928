import type { UsedValue } from "@/db/queries/used-calls";
import { readDimensionValue } from "./cost-names.schema";

/** Values of dimensions in the words of the query. What is none was refused by the schema. */
export function usedValues(texts: readonly string[]): UsedValue[] {
  return texts.flatMap((text) => readDimensionValue(text) ?? []);
}
