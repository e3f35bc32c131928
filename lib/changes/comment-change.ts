import { z } from "zod";
import {
  findCommentForUpdate,
  insertChangeComment,
  updateCommentResolved,
} from "@/db/queries/change-reviews";
import { findChange } from "@/db/queries/changes";
import { appendAudit } from "@/lib/audit/append-audit";
import { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { actorRef } from "@/lib/identity/principal";
import { assertMaker, manages } from "./assert-maker";
import { assertRoom } from "./assert-room";
import { changeRef } from "./change-answer.schema";
import { commentFields } from "./comment.schema";
import { mayResolve } from "./may-resolve";
import { watchFromNowOn } from "./watch-change";

const commentAnswer = z.object({ id: z.uuid(), entryId: z.uuid() });

/** Says something about a change, or about a line of it. Agents may, about their own. */
export const commentChange = operation({ permission: "mesh:propose" })
  .route({
    method: "POST",
    path: "/changes/{number}/comments",
    summary: "Comment on a change",
    tags: ["changes"],
  })
  .input(changeRef.extend(commentFields))
  .output(commentAnswer)
  .handler(({ input, context }) => {
    const { number, body, position, line } = input;
    return context.database.db.transaction(async (tx) => {
      const row = await findChange(tx, { number });
      if (!row) throw new MeshError("not_found", `There is no change ${number}.`);
      const { principal } = context;
      if (!manages(principal, "changes:read")) assertMaker(principal, row);
      await assertRoom(tx, row);
      const id = newId();
      await insertChangeComment(tx, {
        id,
        changeId: row.id,
        author: actorRef(principal.caller),
        body,
        position: position ?? null,
        line: line ?? null,
        revision: row.revision,
      });
      await watchFromNowOn(tx, row.id, [actorRef(principal.caller)]);
      const entryId = await appendAudit(tx, {
        type: "io.signalbox.change.commented",
        ...authorOf(principal),
        object: `change:${number}`,
        outcome: "ok",
        payload: { title: row.title, comment: id, body, position, line },
      });
      return { id, entryId };
    });
  });

/** Marks a comment as dealt with, or opens it again: for who wrote it, for who wrote the change, and for reviewers. @throws MeshError `permission_denied` */
export const resolveComment = operation({ permission: "changes:read" })
  .route({
    method: "POST",
    path: "/changes/{number}/comments/{id}/resolve",
    summary: "Mark a comment as dealt with",
    tags: ["changes"],
  })
  .input(changeRef.extend({ id: z.uuid(), resolved: z.boolean().default(true) }))
  .output(commentAnswer)
  .handler(({ input, context }) => {
    const { number, id, resolved } = input;
    return context.database.db.transaction(async (tx) => {
      const row = await findChange(tx, { number });
      const me = actorRef(context.principal.caller);
      const comment = row && (await findCommentForUpdate(tx, { changeId: row.id, id }));
      if (!row || !comment) throw new MeshError("not_found", "There is no such comment.");
      if (!mayResolve(context.principal, row, comment)) {
        throw new MeshError(
          "permission_denied",
          "Who wrote the comment, who wrote the change, or a reviewer says when it is dealt with.",
          { remedy: { message: "Ask its author, or somebody who may review changes." } },
        );
      }
      await updateCommentResolved(tx, { id, resolvedBy: resolved ? me : null });
      const entryId = await appendAudit(tx, {
        type: "io.signalbox.change.comment_resolved",
        ...authorOf(context.principal),
        object: `change:${number}`,
        outcome: "ok",
        payload: { title: row.title, comment: id, resolved },
      });
      return { id, entryId };
    });
  });
