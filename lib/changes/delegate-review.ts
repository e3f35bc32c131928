import { z } from "zod";
import {
  deleteReviewDelegation,
  insertReviewDelegation,
  listReviewDelegations,
} from "@/db/queries/change-reviews";
import { findUser } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import { receipt } from "@/lib/audit/receipt.schema";
import { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { roleAllows } from "@/lib/identity/roles";
import { userOf } from "@/lib/identity/user";
import { assertPerson } from "./assert-person";

const MAX_DAYS = 30;

const delegation = z.object({
  id: z.uuid(),
  fromUser: z.uuid(),
  toUser: z.uuid(),
  until: z.iso.datetime(),
});

/** Lends one's right to review to another person until a time. Their reviews count as both people's right allows; neither's own changes become theirs to approve. */
export const delegateReview = operation({ permission: "changes:review" })
  .route({
    method: "POST",
    path: "/review-delegations",
    summary: "Lend the right to review",
    tags: ["changes"],
  })
  .input(z.object({ toUser: z.uuid(), until: z.iso.datetime({ offset: true }) }))
  .output(receipt.extend({ id: z.uuid() }))
  .handler(({ input, context }) => {
    assertPerson(context.principal);
    const me = context.principal.caller.id;
    const until = new Date(input.until);
    const aheadMs = until.getTime() - Date.now();
    if (aheadMs <= 0 || aheadMs > MAX_DAYS * 24 * 3600_000) {
      throw new MeshError("invalid_request", `Choose a time within the next ${MAX_DAYS} days.`, {
        issues: [{ path: "until", message: `Choose a time within the next ${MAX_DAYS} days.` }],
      });
    }
    return context.database.db.transaction(async (tx) => {
      const row = await findUser(tx, { id: input.toUser });
      const other = row && userOf(row);
      if (!other || other.disabledAt || other.id === me || !roleAllows([other.role], "changes:review")) {
        throw new MeshError("invalid_request", "This person cannot review.", {
          issues: [{ path: "toUser", message: "Choose another person who may review." }],
        });
      }
      const id = newId();
      await insertReviewDelegation(tx, { id, fromUser: me, toUser: other.id, until });
      const entryId = await appendAudit(tx, {
        type: "io.signalbox.review.delegated",
        ...authorOf(context.principal),
        object: `user:${other.id}`,
        outcome: "ok",
        payload: { delegation: id, until: until.toISOString() },
      });
      return { id, entryId };
    });
  });

/** Takes a lent right back. */
export const endDelegation = operation({ permission: "changes:review" })
  .route({
    method: "DELETE",
    path: "/review-delegations/{id}",
    summary: "Take a lent right to review back",
    tags: ["changes"],
  })
  .input(z.object({ id: z.uuid() }))
  .output(receipt)
  .handler(({ input, context }) => {
    assertPerson(context.principal);
    return context.database.db.transaction(async (tx) => {
      const fromUser = context.principal.caller.id;
      if (!(await deleteReviewDelegation(tx, { id: input.id, fromUser }))) {
        throw new MeshError("not_found", "You have lent nothing of that id.");
      }
      const entryId = await appendAudit(tx, {
        type: "io.signalbox.review.delegation_ended",
        ...authorOf(context.principal),
        object: `user:${fromUser}`,
        outcome: "ok",
        payload: { delegation: input.id },
      });
      return { entryId };
    });
  });

/** What the reader has lent, and what has been lent to them. */
export const listDelegations = operation({ permission: "changes:review" })
  .route({
    method: "GET",
    path: "/review-delegations",
    summary: "Rights to review that are lent",
    tags: ["changes"],
  })
  .output(z.object({ lent: z.array(delegation), borrowed: z.array(delegation) }))
  .handler(async ({ context }) => {
    const { caller } = context.principal;
    if (caller.kind !== "user") return { lent: [], borrowed: [] };
    const { db } = context.database;
    const [lent, borrowed] = await Promise.all([
      listReviewDelegations(db, { fromUser: caller.id }),
      listReviewDelegations(db, { toUser: caller.id }),
    ]);
    const shown = (rows: typeof lent) => rows.map((row) => ({ ...row, until: row.until.toISOString() }));
    return { lent: shown(lent), borrowed: shown(borrowed) };
  });
