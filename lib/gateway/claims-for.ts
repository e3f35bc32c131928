import type { ClaimRow, MeterSettlementRow } from "@/lib/audit/call-record";
import { type Claim, claimsOf } from "@/lib/budgets/claims";
import { estimateCall } from "@/lib/budgets/estimate";
import { ceilingsOf } from "@/lib/budgets/in-force";
import { type Ended, usedOf } from "@/lib/budgets/used";
import { actorRef } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";
import type { Mesh } from "./mesh";
import type { OpenCall, RuledCall } from "./open-call";

const NONE: readonly Claim[] = [];

/** What a call asks of the budgets and limits that hold for it. Decided in memory: a call that none holds for costs nothing more. */
export function claimsFor(
  mesh: Mesh,
  { principal, intent, startedAt }: OpenCall,
  asset: Asset,
): readonly Claim[] {
  const ceilings = ceilingsOf(mesh.registry.current(), {
    chain: principal.chain.map(actorRef),
    kind: asset.kind,
    name: asset.name,
    domain: asset.domain,
  });
  if (ceilings.length === 0) return NONE;
  const estimate = estimateCall(asset, { method: intent.method, body: intent.payload.body });
  return claimsOf(ceilings, estimate, startedAt.getTime());
}

/** The claims of a call as they are committed with its intent. */
export function claimRows(mesh: Mesh, call: RuledCall): ClaimRow[] {
  return call.claims.map((claim, nth) => ({
    ...keyOf(call, claim),
    nth,
    replica_id: mesh.replicaId,
    amount: claim.amount,
    cap: claim.cap ?? null,
  }));
}

/** What a call has used, as it is committed with its outcome. */
export function settlementRows(call: RuledCall, ended: Ended): MeterSettlementRow[] {
  return call.claims.map((claim) => {
    const used = usedOf(claim, ended);
    const counts = claim.measure === "cost" || claim.measure === "tokens";
    return { ...keyOf(call, claim), used, late: counts ? used : "0" };
  });
}

/** Gives back what a call had reserved that is not made. */
export function giveBackClaims(mesh: Mesh, call: RuledCall): void {
  if (call.claims.length === 0) return;
  mesh.recorder.writeEventually({ settlements: settlementRows(call, UNMADE) });
}

export const UNMADE: Ended = { usage: undefined, paid: undefined, mayHaveUsed: false, unmade: true };

function keyOf(call: RuledCall, { ceiling, meter, fromMs }: Claim) {
  return {
    call_id: call.id,
    asset_id: ceiling.id,
    meter,
    window_start: new Date(fromMs).toISOString(),
  };
}
