import { z } from "zod";
import { replaceChangeChecks } from "@/db/queries/change-reviews";
import { deleteChangeItems, updateChange } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { actorRef } from "@/lib/identity/principal";
import { assertMaker } from "./assert-maker";
import { changeAnswer, changeRef, reason } from "./change-answer.schema";
import { proposedItems } from "./change-item.schema";
import { stateAfter } from "./change-state";
import { assertStep, openChange, recordStep } from "./change-step";
import { runChecks } from "./checks";
import { contentHashOf, prepareWritten } from "./prepare-items";
import { writeItems } from "./stored-items";
import { watchFromNowOn } from "./watch-change";

/**
 * Puts other content into a change, made against what is live now. Approvals of the content before count no longer, and whoever edits, and whom they act for, joins those whose approval never counts.
 * @throws MeshError `conflict` when somebody else has edited it meanwhile
 */
export const editChange = operation({ permission: "mesh:propose" })
  .route({ method: "PUT", path: "/changes/{number}", summary: "Edit a change", tags: ["changes"] })
  .input(
    changeRef.extend({
      /** The content that the edit began with. */
      contentHash: z.string().length(64),
      title: z.string().trim().min(1).max(200).optional(),
      reason: reason.optional(),
      items: proposedItems,
    }),
  )
  .output(changeAnswer)
  .handler(({ input, context }) =>
    context.database.db.transaction(async (tx) => {
      const change = await openChange(tx, context.services, input.number);
      const { row } = change;
      assertMaker(context.principal, row);
      const state = assertStep(change, "edit", "edited");
      if (row.contentHash !== input.contentHash) {
        throw new MeshError("conflict", "Somebody has edited this change meanwhile; look at it again first.");
      }
      const items = await prepareWritten(tx, input.items);
      const contentHash = contentHashOf(items);
      const hands = [actorRef(context.principal.subject), actorRef(context.principal.caller)];
      await deleteChangeItems(tx, { changeId: row.id });
      await writeItems(tx, row.id, items);
      await watchFromNowOn(tx, row.id, hands);
      await updateChange(tx, {
        id: row.id,
        set: {
          contentHash,
          title: input.title ?? row.title,
          reason: input.reason ?? row.reason,
          revision: row.revision + 1,
          editors: [...new Set([...row.editors.filter((one) => !hands.includes(one)), ...hands])],
          domains: [...new Set(items.map(({ domain }) => domain))],
        },
      });
      const checks = state === "draft" ? [] : runChecks(items, context.services);
      await replaceChangeChecks(tx, { changeId: row.id, contentHash, checks });
      // The same content again, said in other words, keeps what others have said of it.
      const { approval } = await openChange(tx, context.services, input.number);
      return recordStep(
        tx,
        { ...row, title: input.title ?? row.title },
        {
          type: "io.signalbox.change.edited",
          author: authorOf(context.principal),
          state: stateAfter(state, "settle", approval.approved) ?? state,
          contentHash,
          set: { applyAt: null },
          payload: { revision: row.revision + 1, replaces: row.contentHash },
        },
      );
    }),
  );
