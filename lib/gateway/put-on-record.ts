import { MeshError } from "@/lib/core/errors";
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
 * @throws MeshError `record_unavailable`; `grant_exceeded` when the task has made all the calls that it was granted (then the refusal is on record)
 */
export async function putOnRecord(mesh: Mesh, call: RuledCall): Promise<boolean> {
  try {
    let foundUsedUp = false;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const use = await reserve(mesh, call);
      const left = await recordWith(mesh, call, use);
      if (left === undefined) return true;
      if (left === "duplicate") return false;
      // The call that this one repeats may have been written with it, and is seen the next time.
      if (use?.usedUp && foundUsedUp) break;
      foundUsedUp ||= use?.usedUp === true;
    }
    const use = toolUse(call.asset, call.intent);
    throw use ? usedUp(use) : new MeshError("internal", "A call without a tool took a use of a grant.");
  } catch (err) {
    if (err instanceof MeshError && err.code === "grant_exceeded") {
      const where = { digest: call.asset.digest, hop: call.route.hop };
      await recordRefusal(mesh, call, { ...call.ruling, decision: "deny" }, err, where);
      countCall(call, "denied", err.code);
    }
    throw err;
  }
}

async function reserve(mesh: Mesh, { principal, asset, intent }: RuledCall): Promise<GrantUse | undefined> {
  const use = principal.grants && toolUse(asset, intent);
  return use ? mesh.grantUses.reserve(principal, use, intent.idempotencyKey !== undefined) : undefined;
}

async function recordWith(mesh: Mesh, call: RuledCall, use: GrantUse | undefined) {
  try {
    const left = await recordIntent(mesh, call, use);
    if (left === "duplicate" && use && !use.usedUp) mesh.grantUses.giveBack(use, call.id);
    return left;
  } finally {
    if (use) mesh.grantUses.done(use);
  }
}
