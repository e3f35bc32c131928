import { idTimeMs } from "@/lib/core/ids";
import type { Asset } from "@/lib/registry/asset";

/** A model in OpenAI's shape; `owned_by` is the domain that answers for it. */
export function openaiModel(asset: Asset<"model">): Record<string, unknown> {
  return {
    id: asset.name,
    object: "model",
    created: Math.floor(idTimeMs(asset.id) / 1000),
    owned_by: asset.domain,
  };
}

export function openaiModelList(assets: readonly Asset<"model">[]): Record<string, unknown> {
  return { object: "list", data: assets.map(openaiModel) };
}
