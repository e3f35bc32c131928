import type { Db } from "@/db/client";
import { findAssetVersion } from "@/db/queries/asset-versions";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { manages } from "./assert-maker";
import { changeAnswer, changeRef, reason } from "./change-answer.schema";
import type { ProposedItem } from "./change-item.schema";
import { assertStep, openChange } from "./change-step";
import { propose } from "./propose-change";
import type { StoredItem } from "./stored-items";

/** Asks for what was in force before a change: a change of its own, reviewed like any other. What the change had made is retired. */
export const revertChange = operation({ permission: "mesh:propose" })
  .route({
    method: "POST",
    path: "/changes/{number}/revert",
    summary: "Ask to take a change back",
    tags: ["changes"],
  })
  .input(changeRef.extend({ reason }))
  .output(changeAnswer)
  .handler(({ input, context }) =>
    context.database.db.transaction(async (tx) => {
      // What it brings back was written by others: only whoever may read it all asks for that.
      if (!manages(context.principal, "changes:read"))
        throw new MeshError("not_found", `There is no change ${input.number}.`);
      const change = await openChange(tx, context.services, input.number);
      assertStep(change, "revert", "taken back");
      if (change.items.every(({ op }) => op === "certify")) {
        throw new MeshError(
          "conflict",
          "A certificate is not taken back by a change. Suspend the asset: that suspends its certificate.",
        );
      }
      return propose(tx, context, {
        title: `Take back ${change.row.number}: ${change.row.title}`.slice(0, 200),
        reason: input.reason,
        items: await inverseOf(tx, change.items),
        draft: false,
        reverts: change.row.id,
      });
    }),
  );

/** What brings back the state before, last item first. */
export async function inverseOf(tx: Db, items: readonly StoredItem[]): Promise<ProposedItem[]> {
  const inverse: ProposedItem[] = [];
  for (const item of [...items].reverse()) {
    const { kind, name } = item;
    if (item.op === "state") {
      const { lifecycle, suspended, before } = item.body;
      inverse.push({
        op: "state",
        kind,
        name,
        ...(lifecycle === undefined ? {} : { lifecycle: before.lifecycle }),
        ...(suspended === undefined ? {} : { suspended: before.suspended }),
        ...(before.why === undefined ? {} : { why: before.why }),
      });
    } else if (item.op === "label") {
      const { label, before } = item.body;
      inverse.push({ op: "label", kind, name, label, version: before.version });
    } else if (item.op === "certify") {
      // A certificate is not taken back: it falls with what it is bound to, or when the asset is suspended.
    } else if (item.baseVersion === null) {
      inverse.push({ op: "state", kind, name, lifecycle: "retired" });
    } else {
      const before = await findAssetVersion(tx, { kind, name, version: item.baseVersion });
      if (!before) throw new MeshError("internal", "The version that was in force before is missing.");
      inverse.push({
        op: "put",
        kind,
        name,
        head: { ...item.body.before, domain: item.domain },
        spec: before.spec as Record<string, unknown>,
      });
    }
  }
  return inverse;
}
