import { z } from "zod";
import { deletePendingComment, insertChangeComment } from "@/db/queries/change-reviews";
import { findChange } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { actorRef } from "@/lib/identity/principal";
import { assertPerson } from "./assert-person";
import { assertRoom } from "./assert-room";
import { changeRef } from "./change-answer.schema";
import { commentFields } from "./comment.schema";

const draftAnswer = z.object({ id: z.uuid() });

/**
 * Keeps a comment for the reviewer's next review of a change. Only its author sees it until then, so it leaves no audit entry; the review that it is sent with has one.
 * @throws MeshError `permission_denied` for programs and agents: they do not review
 */
export const draftComment = operation({ permission: "changes:review" })
  .route({
    method: "POST",
    path: "/changes/{number}/drafts",
    summary: "Keep a comment for one's review",
    tags: ["changes"],
  })
  .input(changeRef.extend(commentFields))
  .output(draftAnswer)
  .handler(async ({ input, context }) => {
    const { number, body, position, line } = input;
    const { db } = context.database;
    assertPerson(context.principal);
    const row = await findChange(db, { number });
    if (!row) throw new MeshError("not_found", `There is no change ${number}.`);
    await assertRoom(db, row);
    const id = newId();
    await insertChangeComment(db, {
      id,
      changeId: row.id,
      author: actorRef(context.principal.caller),
      body,
      position: position ?? null,
      line: line ?? null,
      revision: row.revision,
      pending: true,
    });
    return { id };
  });

/** Throws away what was kept for a review and not sent. @throws MeshError `not_found` also for drafts of others */
export const discardDraft = operation({ permission: "changes:review" })
  .route({
    method: "DELETE",
    path: "/changes/{number}/drafts/{id}",
    summary: "Discard a comment that was kept for one's review",
    tags: ["changes"],
  })
  .input(changeRef.extend({ id: z.uuid() }))
  .output(draftAnswer)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const { number, id } = input;
    const row = await findChange(db, { number });
    const author = actorRef(context.principal.caller);
    const found = row && (await deletePendingComment(db, { changeId: row.id, id, author }));
    if (!found) throw new MeshError("not_found", "There is no such comment.");
    return { id };
  });
