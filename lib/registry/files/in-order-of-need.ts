import { isMeshError } from "@/lib/core/errors";
import type { AssetKind, SpecOf } from "../kinds";
import { orderByReferences } from "../specs/order-by-references";
import { readSpec } from "../specs/read-spec";
import type { AssetFile } from "./asset-file.schema";

/** Files in an order in which what is named comes before what names it. One whose spec is none keeps its place; applying it says what is wrong. */
export function inOrderOfNeed(files: readonly AssetFile[]): AssetFile[] {
  return orderByReferences(files, ({ kind, name, spec: given }) => {
    const spec = specOf(kind, given);
    return spec === undefined ? { kind, name } : { kind, name, spec };
  });
}

function specOf(kind: AssetKind, given: unknown): SpecOf<AssetKind> | undefined {
  try {
    return readSpec(kind, given);
  } catch (err) {
    if (isMeshError(err)) return undefined;
    throw err;
  }
}
