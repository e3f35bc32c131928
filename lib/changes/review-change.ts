import { z } from "zod";
import { insertChangeReview, listReviewDelegations, sendPendingComments } from "@/db/queries/change-reviews";
import type { ChangeRow } from "@/db/queries/changes";
import type { AuditType } from "@/lib/audit/audit-types.schema";
import { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { actorRef } from "@/lib/identity/principal";
import { assertPerson } from "./assert-person";
import { changeAnswer, changeRef, note } from "./change-answer.schema";
import type { ChangeState, Verdict } from "./change-names.schema";
import { VERDICTS } from "./change-names.schema";
import { stateAfter } from "./change-state";
import { openChange, recordStep } from "./change-step";
import { makersOf } from "./read-approval";
import { watchFromNowOn } from "./watch-change";

const TYPES = {
  approve: "io.signalbox.change.approved",
  request_changes: "io.signalbox.change.changes_requested",
  comment: "io.signalbox.change.reviewed",
} as const satisfies Record<Verdict, AuditType>;

/**
 * Approves a change, asks for another one, or only says something, and sends what the reviewer has kept for it: one step, one entry on record. A verdict is bound to the content that the reviewer saw; only people review, and nobody what they had a hand in.
 * @throws MeshError `permission_denied` for programs and agents, and for makers who would decide on their own, `conflict` when the content is no longer the one that was looked at, or the change has ended
 */
export const reviewChange = operation({ permission: "changes:review" })
  .route({
    method: "POST",
    path: "/changes/{number}/reviews",
    summary: "Approve a change, ask for another or comment, with what was kept for it",
    tags: ["changes"],
  })
  .input(
    changeRef.extend({
      verdict: z.enum(VERDICTS),
      /** The content that was looked at, as `contentHash` of the change says it. */
      contentHash: z.string().length(64),
      note: note.default(""),
    }),
  )
  .output(changeAnswer)
  .handler(({ input, context }) => {
    const { number, verdict, contentHash, note: said } = input;
    assertPerson(context.principal);
    const me = actorRef(context.principal.caller);
    if (verdict === "request_changes" && said === "") {
      throw new MeshError("invalid_request", "Say what is to be changed.", {
        issues: [{ path: "note", message: "Say what is to be changed." }],
      });
    }
    return context.database.db.transaction(async (tx) => {
      const { row } = await openChange(tx, context.services, number);
      if (verdict !== "comment") assertMayDecide(row, me, contentHash);
      const id = newId();
      const lent = await listReviewDelegations(tx, { toUser: context.principal.caller.id });
      await insertChangeReview(tx, {
        id,
        changeId: row.id,
        contentHash,
        reviewer: me,
        verdict,
        note: said,
        lentBy: [...new Set(lent.map(({ fromUser }) => `user:${fromUser}`))],
      });
      const comments = await sendPendingComments(tx, { changeId: row.id, author: me, reviewId: id });
      if (verdict === "comment" && comments === 0 && said === "") {
        throw new MeshError("invalid_request", "Say something, or comment on a line first.", {
          issues: [{ path: "note", message: "Say something, or comment on a line first." }],
        });
      }
      await watchFromNowOn(tx, row.id, [me]);
      const { approval } = await openChange(tx, context.services, number);
      const after = row.breakGlassUntil !== null && row.afterReviewedAt === null && approval.approved;
      return recordStep(tx, row, {
        type: TYPES[verdict],
        author: authorOf(context.principal),
        state:
          stateAfter(row.state as ChangeState, "settle", approval.approved) ?? (row.state as ChangeState),
        contentHash: row.contentHash,
        ...(after ? { set: { afterReviewedAt: new Date() } } : {}),
        payload: {
          ...(said ? { note: said } : {}),
          ...(comments > 0 ? { comments } : {}),
          missing: approval.requirements.reduce((sum, { missing }) => sum + missing, 0),
        },
      });
    });
  });

/** Who only says something may do so about what is their own, about what has ended and about an earlier content. */
function assertMayDecide(row: ChangeRow, me: string, contentHash: string): void {
  if (makersOf(row).includes(me)) {
    throw new MeshError(
      "permission_denied",
      "You have written this change yourself; another person has to review it.",
    );
  }
  assertOpen(row);
  if (row.contentHash === contentHash) return;
  throw new MeshError(
    "conflict",
    "The change has been edited since you looked at it; look at what it asks for now.",
  );
}

function assertOpen(row: ChangeRow): void {
  if (["review", "approved", "scheduled", "canary"].includes(row.state)) return;
  if (row.state === "applied" && row.breakGlassUntil !== null && row.afterReviewedAt === null) return;
  throw new MeshError(
    "conflict",
    row.state === "draft"
      ? `Change ${row.number} is a draft; its author has not handed it in.`
      : `Change ${row.number} is ${row.state}; there is nothing left to review.`,
  );
}
