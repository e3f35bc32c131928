import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { assertMaker } from "./assert-maker";
import { changeAnswer, changeRef, note } from "./change-answer.schema";
import { assertStep, openChange, recordStep } from "./change-step";

/** Ends a change that has not taken effect. It stays readable. */
export const withdrawChange = operation({ permission: "mesh:propose" })
  .route({
    method: "POST",
    path: "/changes/{number}/withdraw",
    summary: "Withdraw a change",
    tags: ["changes"],
  })
  .input(changeRef.extend({ note: note.default("") }))
  .output(changeAnswer)
  .handler(({ input, context }) =>
    context.database.db.transaction(async (tx) => {
      const change = await openChange(tx, context.services, input.number);
      assertMaker(context.principal, change.row);
      return recordStep(tx, change.row, {
        type: "io.signalbox.change.withdrawn",
        author: authorOf(context.principal),
        state: assertStep(change, "withdraw", "withdrawn"),
        contentHash: change.row.contentHash,
        set: { applyAt: null },
        payload: input.note ? { note: input.note } : {},
      });
    }),
  );
