import type { Db } from "@/db/client";
import { replaceChangeChecks } from "@/db/queries/change-reviews";
import { authorOf } from "@/lib/identity/author";
import { type OperationContext, operation } from "@/lib/identity/operation";
import { assertMaker } from "./assert-maker";
import { type ChangeAnswer, changeAnswer, changeRef } from "./change-answer.schema";
import { assertStep, openChange, recordStep } from "./change-step";
import { runChecks } from "./checks";

/** Hands a draft over to its checks and its reviewers. */
export const submitChange = operation({ permission: "mesh:propose" })
  .route({
    method: "POST",
    path: "/changes/{number}/submit",
    summary: "Hand a draft to its reviewers",
    tags: ["changes"],
  })
  .input(changeRef)
  .output(changeAnswer)
  .handler(({ input, context }) =>
    context.database.db.transaction((tx) => submitIn(tx, context, input.number)),
  );

export async function submitIn(tx: Db, context: OperationContext, number: number): Promise<ChangeAnswer> {
  const draft = await openChange(tx, context.services, number);
  assertMaker(context.principal, draft.row);
  const { id, contentHash } = draft.row;
  const checks = runChecks(draft.items, context.services);
  await replaceChangeChecks(tx, { changeId: id, contentHash, checks });
  const checked = await openChange(tx, context.services, number);
  return recordStep(tx, checked.row, {
    type: "io.signalbox.change.submitted",
    author: authorOf(context.principal),
    state: assertStep(checked, "submit", "submitted"),
    contentHash,
    payload: {
      checks: checks.map(({ name, outcome }) => ({ name, outcome })),
      needs: checked.approval.requirements.map(({ from, domain, approvals }) => ({
        from,
        domain,
        approvals,
      })),
    },
  });
}
