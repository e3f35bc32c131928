import { z } from "zod";
import type { Db } from "@/db/client";
import { replaceChangeChecks } from "@/db/queries/change-reviews";
import { findChangeById, updateChange } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";
import type { Services } from "@/lib/core/services";
import { type Author, authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { registryService } from "@/lib/registry/asset";
import { type ChangeAnswer, changeAnswer, changeRef } from "./change-answer.schema";
import { assertStep, type OpenChange, openChange, recordStep } from "./change-step";
import { runChecks } from "./checks";
import { evidenceFor } from "./evidence-for";
import { giveBack } from "./give-back";
import { putInForce } from "./put-in-force";

const MAX_AHEAD_MS = 90 * 24 * 3600 * 1000;

/**
 * Puts an approved change in force: now, or at a time. What it needs is looked at again then, so that an approval whose giver has lost the right, or a check that no longer passes, does not carry it.
 * @throws MeshError `conflict` with what is missing, or when something else has become live meanwhile
 */
export const applyChange = operation({ permission: "registry:write" })
  .route({
    method: "POST",
    path: "/changes/{number}/apply",
    summary: "Put a change in force",
    tags: ["changes"],
  })
  .input(
    changeRef.extend({
      /** When; now without it. */
      at: z.iso.datetime({ offset: true }).optional(),
    }),
  )
  .output(changeAnswer)
  .handler(async ({ input, context }) => {
    const { database, services, principal } = context;
    const author = authorOf(principal);
    // Rules and policies of a moment ago count too.
    await services.get(registryService).refresh();
    return database.db.transaction((tx) => {
      if (input.at === undefined) return applyIn(tx, services, input.number, author);
      return scheduleIn(tx, services, input.number, author, new Date(input.at));
    });
  });

/** Applies an approved change in a transaction. */
export async function applyIn(
  tx: Db,
  services: Services,
  number: number,
  author: Author,
): Promise<ChangeAnswer> {
  const change = await openChecked(tx, services, number);
  const { contentHash } = change.row;
  const state = assertStep(change, "apply", "put in force");
  await giveBack(tx, number);
  await putInForce(tx, change.row, change.items, author, await evidenceFor(tx, services, change.items));
  if (change.row.reverts) await markReverted(tx, change.row.reverts);
  return recordStep(tx, change.row, {
    type: "io.signalbox.change.applied",
    author,
    state,
    contentHash,
    set: { appliedAt: new Date(), appliedBy: author.actor, applyAt: null, canaryUntil: null },
    payload: {
      author: change.row.author,
      approvals: change.approval.requirements.map(({ from, domain, approvals, approvedBy }) => ({
        from,
        domain,
        needed: approvals,
        by: approvedBy,
      })),
      items: change.items.map(({ kind, name, op }) => ({ kind, name, op })),
      ...(change.row.reverts ? { reverts: change.row.reverts } : {}),
    },
  });
}

/** Locks a change and lets its checks look at it again: what passed when it was handed in may not pass beside what is in force by now. */
export async function openChecked(tx: Db, services: Services, number: number): Promise<OpenChange> {
  const { row, items } = await openChange(tx, services, number);
  const { id: changeId, contentHash } = row;
  await replaceChangeChecks(tx, { changeId, contentHash, checks: runChecks(items, services) });
  return openChange(tx, services, number);
}

async function scheduleIn(
  tx: Db,
  services: Services,
  number: number,
  author: Author,
  at: Date,
): Promise<ChangeAnswer> {
  const aheadMs = at.getTime() - Date.now();
  if (aheadMs <= 0 || aheadMs > MAX_AHEAD_MS) {
    throw new MeshError("invalid_request", "Choose a time within the next 90 days.", {
      issues: [{ path: "at", message: "Choose a time within the next 90 days." }],
    });
  }
  const change = await openChange(tx, services, number);
  return recordStep(tx, change.row, {
    type: "io.signalbox.change.scheduled",
    author,
    state: assertStep(change, "schedule", "scheduled"),
    contentHash: change.row.contentHash,
    set: { applyAt: at },
    payload: { at: at.toISOString() },
  });
}

/** The change that was taken back says so, whatever it was made by. */
export async function markReverted(tx: Db, id: string): Promise<void> {
  const reverted = await findChangeById(tx, { id });
  if (reverted?.state === "applied") await updateChange(tx, { id, set: { state: "reverted" } });
}
