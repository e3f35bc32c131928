import { idTimeMs } from "@/lib/core/ids";
import type { Asset } from "@/lib/registry/asset";

/** A model in Anthropic's shape. What the mesh does not know of it is null, as the format provides. */
export function anthropicModel(asset: Asset<"model">): Record<string, unknown> {
  return {
    type: "model",
    id: asset.name,
    display_name: asset.title,
    created_at: new Date(idTimeMs(asset.id)).toISOString(),
    lifecycle: asset.lifecycle,
    deprecated_at: null,
    retires_at: null,
    capabilities: null,
    line: null,
    max_input_tokens: null,
    max_tokens: null,
  };
}

/** All of them on one page: a mesh has tens of models, and the SDK asks for more only when told that there are. */
export function anthropicModelList(assets: readonly Asset<"model">[]): Record<string, unknown> {
  return {
    data: assets.map(anthropicModel),
    has_more: false,
    first_id: assets[0]?.name ?? null,
    last_id: assets.at(-1)?.name ?? null,
  };
}
