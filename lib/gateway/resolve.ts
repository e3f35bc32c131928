import { MeshError } from "@/lib/core/errors";
import type { Asset } from "@/lib/registry/asset";
import type { CalledKind } from "@/lib/registry/kinds";
import type { CallIntent } from "./call";
import type { Mesh } from "./mesh";

/** How long assets and policies hold without a look into the store. After that nobody knows whether they were changed, so nothing is allowed any more. */
const MAX_STALE_MS = 60_000;

/**
 * Stage 2. The callee as the registry has it now.
 * @throws MeshError `not_found`, the same for one that never was, is a draft or is retired; `suspended`; `unavailable` when the registry could not be read for a minute
 */
export function resolve<K extends CalledKind>(mesh: Mesh, intent: CallIntent<K>): Asset<K> {
  const { kind, name } = intent.callee;
  if (mesh.registry.ageMs() > MAX_STALE_MS) {
    throw new MeshError("unavailable", "The mesh cannot tell which policies are in force right now.", {
      retryAfterMs: 1000,
    });
  }
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
