import { MeshError } from "@/lib/core/errors";
import type { Asset } from "@/lib/registry/asset";
import type { AssetKind } from "@/lib/registry/kinds";
import type { CallIntent } from "./call";
import type { Mesh } from "./mesh";

/**
 * Stage 2. The callee as the registry has it now.
 * @throws MeshError `not_found`, the same for one that never was, is a draft or is retired; `suspended`
 */
export function resolve<K extends AssetKind>(mesh: Mesh, intent: CallIntent<K>): Asset<K> {
  const { kind, name } = intent.callee;
  const asset = mesh.registry.current().find(kind, name);
  if (!asset || asset.lifecycle === "draft" || asset.lifecycle === "retired") {
    throw new MeshError("not_found", `The mesh has no ${kind} of that name.`);
  }
  if (asset.suspendedReason !== undefined) {
    throw new MeshError("suspended", `${asset.title} is suspended: ${asset.suspendedReason}`, {
      remedy: { message: `Its domain (${asset.domain}) can lift the suspension.` },
    });
  }
  return asset;
}
