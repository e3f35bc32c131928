import { MeshError } from "@/lib/core/errors";
import { actorRef, type Principal } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";
import { versionFor } from "@/lib/registry/canary";
import type { CalledKind } from "@/lib/registry/kinds";
import type { CallIntent, Inbound } from "./call";
import type { Mesh } from "./mesh";
import type { Trace } from "./trace";

/** How long assets and policies hold without a look into the store. After that nobody knows whether they were changed, so nothing is allowed any more. */
const MAX_STALE_MS = 60_000;

/**
 * Stage 2. The callee as the registry has it now, in the version that serves this call.
 * @param scope what stays with one version while another is tried; without it the one in traffic
 * @throws MeshError `not_found`, the same for one that never was, is a draft or is retired; `suspended`; `unavailable` when the registry could not be read for a minute
 */
export function resolve<K extends CalledKind>(mesh: Mesh, intent: CallIntent<K>, scope?: string): Asset<K> {
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
  return versionFor(asset, scope);
}

/**
 * What of a caller's use stays with one version: a task. Without one, a request to a model is a matter of its trace, and what is said in a session of its session. Agents name a conversation with their first answer, and servers without sessions are
 * asked for their tools in one trace and called in the next, so there the caller stays where it is.
 */
export function scopeOf(
  principal: Principal,
  intent: Pick<CallIntent, "callee">,
  trace: Pick<Trace, "traceId">,
  inbound: Pick<Inbound, "conversation">,
): string {
  if (principal.taskId !== undefined) return principal.taskId;
  if (intent.callee.kind === "model") return trace.traceId;
  return inbound.conversation ?? actorRef(principal.caller);
}
