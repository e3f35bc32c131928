import { z } from "zod";
import type { Db } from "@/db/client";
import { countChanges, insertChange } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { authorOf } from "@/lib/identity/author";
import { type OperationContext, operation } from "@/lib/identity/operation";
import { actorRef } from "@/lib/identity/principal";
import { type ChangeAnswer, changeAnswer, reason } from "./change-answer.schema";
import { type ChangeItem, type ProposedItem, proposedItems } from "./change-item.schema";
import { recordStep } from "./change-step";
import { contentHashOf, prepareItems, prepareWritten } from "./prepare-items";
import { writeItems } from "./stored-items";
import { submitIn } from "./submit-change";
import { watchFromNowOn } from "./watch-change";

/** So that a program in a loop cannot bury the others' changes. */
const MAX_OPEN_PER_AUTHOR = 200;

/** Asks for a change of assets. People, programs and agents may; a draft waits for its author, anything else is checked and waits for review. */
export const proposeChange = operation({
  permission: "mesh:propose",
  tool: {
    name: "propose_change",
    description:
      "Ask for a change of the mesh: put a new version of an asset (policy, prompt, agent, ...) or change its state. People review it; nothing changes before they have approved it.",
    examples: [
      {
        title: "Deprecate the old invoice reader",
        reason: "Nobody has called it for a month.",
        items: [{ op: "state", kind: "agent", name: "invoice-reader", lifecycle: "deprecated" }],
      },
    ],
  },
})
  .route({ method: "POST", path: "/changes", summary: "Ask for a change", tags: ["changes"] })
  .input(
    z.object({
      title: z.string().trim().min(1).max(200),
      /** Why; reviewers read it first. */
      reason,
      items: proposedItems,
      /** Keeps it a draft until it is submitted. */
      draft: z.boolean().default(false),
    }),
  )
  .output(changeAnswer)
  .handler(async ({ input, context }) => {
    const { title, reason: why, items, draft } = input;
    return context.database.db.transaction((tx) =>
      propose(tx, context, { title, reason: why, items, draft, written: true }),
    );
  });

/** The same within a transaction. @param input.reverts id of the change that this one takes back @param input.written whether somebody has written the items by hand */
export async function propose(
  tx: Db,
  context: OperationContext,
  input: {
    title: string;
    reason: string;
    items: readonly ProposedItem[];
    draft: boolean;
    reverts?: string;
    written?: true;
  },
): Promise<ChangeAnswer> {
  const author = authorOf(context.principal);
  const open = await countChanges(tx, {
    author: author.actor,
    states: ["draft", "review", "approved", "scheduled", "canary"],
  });
  if (open >= MAX_OPEN_PER_AUTHOR) {
    throw new MeshError("rate_limited", `You have ${open} changes under way; withdraw some first.`);
  }
  const items = await (input.written ? prepareWritten : prepareItems)(tx, input.items);
  const change = await insertProposal(tx, context, { ...input, items });
  const answer = await recordStep(tx, change, {
    type: "io.signalbox.change.proposed",
    author,
    state: "draft",
    contentHash: change.contentHash,
    payload: { reason: input.reason, items: items.map(subjectOf) },
  });
  return input.draft ? answer : submitIn(tx, context, change.number);
}

/** A change with its items, as a draft; nothing about it is on record yet. */
export async function insertProposal(
  tx: Db,
  { principal }: OperationContext,
  input: { title: string; reason: string; items: readonly ChangeItem[]; reverts?: string; exempt?: string },
) {
  const { title, items, reverts, exempt } = input;
  const actor = actorRef(principal.caller);
  const contentHash = contentHashOf(items);
  const row = {
    id: newId(),
    title,
    reason: input.reason,
    state: "draft",
    author: actor,
    subject: actorRef(principal.subject),
    editors: [...new Set([actorRef(principal.subject), actor])],
    contentHash,
    domains: [...new Set(items.map(({ domain }) => domain))],
    ...(reverts ? { reverts } : {}),
    ...(exempt ? { exempt } : {}),
  };
  const number = await insertChange(tx, row);
  await writeItems(tx, row.id, items);
  if (!exempt) await watchFromNowOn(tx, row.id, row.editors);
  return { ...row, number };
}

function subjectOf({ kind, name, op, baseVersion }: ChangeItem) {
  return { kind, name, op, base_version: baseVersion };
}
