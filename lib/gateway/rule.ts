import { type MeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Asset } from "@/lib/registry/asset";
import type { CalledKind } from "@/lib/registry/kinds";
import { admit, type Route, routeOf } from "./admit";
import { decide } from "./decide";
import type { Mesh } from "./mesh";
import type { OpenCall } from "./open-call";
import { resolve, scopeOf } from "./resolve";

/** What was decided about a call and what the record keeps of it. */
export interface Ruling {
  decision: "allow" | "deny" | "hold";
  /** Ids of the policies that decided. */
  policies: readonly string[];
  policyVersion: string;
  /** What the policies saw. */
  inputs: unknown;
}

/** A call that may go on, or why it may not. Either way there is a ruling for the record. */
export type Ruled<K extends CalledKind> =
  | { allowed: true; asset: Asset<K>; route: Route; ruling: Ruling }
  | { allowed: false; err: MeshError; ruling: Ruling; digest: string | null; hop: number };

/** Stages 2 to 4: resolve, decide, what only the protocol knows, admit. Refusals are values; a broken evaluator is refused as well (fail closed). */
export async function rule<K extends CalledKind>(mesh: Mesh, call: OpenCall<K>): Promise<Ruled<K>> {
  const { principal, intent, trace, inbound } = call;
  let ruling: Ruling = { decision: "deny", policies: [], policyVersion: mesh.policy().version, inputs: {} };
  let asset: Asset<K> | undefined;
  let route: Route | undefined;
  try {
    asset = resolve(mesh, intent, scopeOf(principal, intent, trace, inbound));
    route = routeOf(mesh, principal, asset, trace);
    const decided = await decide(mesh, principal, intent, asset);
    ruling = decided.ruling;
    if (decided.err) throw decided.err;
    await intent.precheck?.(asset);
    admit(mesh, principal, asset, route, trace);
    return { allowed: true, asset, route, ruling };
  } catch (thrown) {
    const err = toMeshError(thrown);
    if (err.code === "internal")
      log.error({ err, call: call.id }, "a call could not be ruled, so it is refused");
    const decision = ruling.decision === "allow" ? "deny" : ruling.decision;
    return {
      allowed: false,
      err,
      ruling: { ...ruling, decision },
      digest: asset?.digest ?? null,
      hop: route?.hop ?? principal.chain.length,
    };
  }
}
