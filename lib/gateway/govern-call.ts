import { toMeshError } from "@/lib/core/errors";
import type { Principal } from "@/lib/identity/principal";
import type { CalledKind } from "@/lib/registry/kinds";
import { breakerOf } from "./admit";
import type { CallIntent, GovernedAnswer, Inbound } from "./call";
import { carry } from "./carry";
import { claimsFor } from "./claims-for";
import { countCall } from "./count-call";
import type { Mesh } from "./mesh";
import { openCall } from "./open-call";
import { putOnRecord } from "./put-on-record";
import { recordRefusal } from "./record-call";
import { replay } from "./replay";
import { rule } from "./rule";

/**
 * Carries one call through the mesh: resolve, decide, admit, record the intent, inspect, forward, inspect, settle, record the outcome. The caller is already authenticated.
 * A streaming answer goes on being governed while it is read; its outcome is durable before its end is released.
 * @throws MeshError any code of a refusal (then nothing was sent and the refusal is on record), of a failed upstream, or `record_unavailable`
 */
export async function governCall<K extends CalledKind>(
  mesh: Mesh,
  principal: Principal,
  intent: CallIntent<K>,
  inbound: Inbound,
): Promise<GovernedAnswer> {
  const call = openCall(principal, intent, inbound);
  try {
    const ruled = await rule(mesh, call);
    if (!ruled.allowed) {
      await recordRefusal(mesh, call, ruled.ruling, ruled.err, ruled);
      countCall(call, ruled.ruling.decision === "hold" ? "held" : "denied", ruled.err.code);
      throw ruled.err;
    }
    const { asset, route, ruling } = ruled;
    const admitted = { ...call, asset, route, ruling, claims: claimsFor(mesh, call, asset), timing: {} };
    const askedAt = performance.now();
    const fresh = await putOnRecord(mesh, admitted);
    mesh.shedder.observe(performance.now() - askedAt);
    if (!fresh) {
      mesh.breakers.tell(breakerOf(asset), "none");
      return await replay(mesh, admitted);
    }
    return await carry(mesh, admitted);
  } catch (thrown) {
    const err = toMeshError(thrown);
    err.callId ??= call.id;
    throw err;
  }
}
