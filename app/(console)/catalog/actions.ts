"use server";

import { call } from "@orpc/server";
import { attempt } from "@/app/_data/attempt";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { changeAssetState, changeAssetStateInput } from "@/lib/registry/change-asset-state";
import { starAsset } from "@/lib/registry/star-asset";
import { starAssetInput } from "@/lib/registry/star-asset.schema";

/** Stars an asset for the signed-in person, or takes the star away. */
export async function starAction(input: unknown) {
  return attempt((current) =>
    call(starAsset, parseInput(starAssetInput, input), { context: operationContext(current) }),
  );
}

/** Suspends an asset, resumes it, or takes it through its life. */
export async function changeStateAction(input: unknown) {
  return attempt((current) =>
    call(changeAssetState, parseInput(changeAssetStateInput, input), { context: operationContext(current) }),
  );
}
