import { mayUse } from "@/lib/gateway/may-use";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";
import type { ModelSpec } from "@/lib/registry/kinds/model";

/** The models that the caller may use in the format it asks in, by name. Chat is translated; embeddings are known to their own format only. */
export function listModels(mesh: Mesh, principal: Principal, api: ModelSpec["api"]): Asset<"model">[] {
  return mesh.registry
    .current()
    .list("model")
    .filter((asset) => isVisible(mesh, principal, api, asset))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One of them; undefined alike for a model that does not exist and for one that the caller may not use. */
export function findModel(
  mesh: Mesh,
  principal: Principal,
  api: ModelSpec["api"],
  name: string,
): Asset<"model"> | undefined {
  const asset = mesh.registry.current().find("model", name);
  return asset && isVisible(mesh, principal, api, asset) ? asset : undefined;
}

function isVisible(mesh: Mesh, principal: Principal, api: ModelSpec["api"], asset: Asset<"model">): boolean {
  const { capabilities } = asset.spec;
  if (asset.spec.api !== api && !capabilities.includes("chat")) return false;
  if (asset.suspendedReason !== undefined) return false;
  if (asset.lifecycle === "draft" || asset.lifecycle === "retired") return false;
  return mayUse(mesh, principal, { action: "useModel", resource: { type: "Model", id: asset.name } });
}
