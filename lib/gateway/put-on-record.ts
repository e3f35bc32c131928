import type { FullMeter } from "@/lib/audit/write-batch";
import { refusalOf } from "@/lib/budgets/refusal";
import { type ErrorCode, MeshError } from "@/lib/core/errors";
import { breakerOf } from "./admit";
import { giveBackClaims } from "./claims-for";
import { countCall } from "./count-call";
import { toolUse } from "./decide";
import { type GrantUse, usedUp } from "./grant-uses";
import type { Mesh } from "./mesh";
import type { RuledCall } from "./open-call";
import { recordIntent, recordRefusal } from "./record-call";

/** Another replica may take the same slot at the same moment; each time this happens one call of the task goes on. */
const MAX_TRIES = 1000;

/**
 * Stage 5: the intent, with the use of the task's grant that it takes, durable before anything leaves the mesh.
 * @returns false for a repeated call; then nothing was written
 * @throws MeshError `record_unavailable`; `grant_exceeded` when the task has made all the calls that it was granted, `budget_exhausted`, `quota_exceeded` and `rate_limited` when too little is left (then the refusal is on record)
 */
export async function putOnRecord(mesh: Mesh, call: RuledCall): Promise<boolean> {
  try {
    let foundUsedUp = false;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const use = await reserve(mesh, call);
      const left = await recordWith(mesh, call, use);
      if (left.leftOut === undefined) return true;
      if (left.leftOut === "duplicate") return false;
      if (left.leftOut === "used_up") throw usedUpError(call, left.meter);
      // The call that this one repeats may have been written with it, and is seen the next time.
      if (use?.usedUp && foundUsedUp) break;
      foundUsedUp ||= use?.usedUp === true;
    }
    const use = toolUse(call.asset, call.intent);
    throw use ? usedUp(use) : new MeshError("internal", "A call without a tool took a use of a grant.");
  } catch (err) {
    if (err instanceof MeshError && REFUSALS.has(err.code)) {
      if (err.code === "grant_exceeded") giveBackClaims(mesh, call);
      mesh.breakers.tell(breakerOf(call.asset), "none");
      const where = { digest: call.asset.digest, hop: call.route.hop };
      await recordRefusal(mesh, call, { ...call.ruling, decision: "deny" }, err, where);
      countCall(call, "denied", err.code);
    }
    throw err;
  }
}

/** What the counted refuse, besides what cannot be put on record. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  "grant_exceeded",
  "budget_exhausted",
  "quota_exceeded",
  "rate_limited",
]);

function usedUpError(call: RuledCall, full: FullMeter | undefined): MeshError {
  const claim = call.claims.find(
    ({ ceiling, meter }) => ceiling.id === full?.assetId && meter === full?.meter,
  );
  if (!claim || !full)
    return new MeshError("internal", "A call was refused by a counter that it did not claim.");
  return refusalOf(claim, full, Date.now());
}

async function reserve(mesh: Mesh, { principal, asset, intent }: RuledCall): Promise<GrantUse | undefined> {
  const use = principal.grants && toolUse(asset, intent);
  return use ? mesh.grantUses.reserve(principal, use, intent.idempotencyKey !== undefined) : undefined;
}

async function recordWith(mesh: Mesh, call: RuledCall, use: GrantUse | undefined) {
  try {
    const written = await recordIntent(mesh, call, use);
    if (written.leftOut === "duplicate") {
      if (use && !use.usedUp) mesh.grantUses.giveBack(use, call.id);
      giveBackClaims(mesh, call);
    }
    return written;
  } finally {
    if (use) mesh.grantUses.done(use);
  }
}
