import type { Db } from "@/db/client";
import { type ChangeRow, findChangeForUpdate, updateChange } from "@/db/queries/changes";
import { appendAudit } from "@/lib/audit/append-audit";
import type { AuditType } from "@/lib/audit/audit-types.schema";
import { MeshError } from "@/lib/core/errors";
import type { Services } from "@/lib/core/services";
import type { Author } from "@/lib/identity/author";
import { registryService } from "@/lib/registry/asset";
import type { Approval } from "./approval";
import type { ChangeAnswer } from "./change-answer.schema";
import type { ChangeState } from "./change-names.schema";
import { type ChangeEvent, stateAfter } from "./change-state";
import { readApproval } from "./read-approval";
import { readItems, type StoredItem } from "./stored-items";

/** A change under the hands of one transaction. */
export interface OpenChange {
  row: ChangeRow;
  items: StoredItem[];
  approval: Approval;
}

/** Locks a change and says what it has and lacks. @throws MeshError `not_found` */
export async function openChange(db: Db, services: Services, number: number): Promise<OpenChange> {
  const row = await findChangeForUpdate(db, { number });
  if (!row) throw new MeshError("not_found", `There is no change ${number}.`);
  const items = await readItems(db, row.id);
  const approval = await readApproval(db, row, items, services.get(registryService).current());
  return { row, items, approval };
}

/**
 * Where an event takes a change.
 * @throws MeshError `conflict` when it may not happen now, with what is missing
 */
export function assertStep({ row, approval }: OpenChange, event: ChangeEvent, doing: string): ChangeState {
  const next = stateAfter(row.state as ChangeState, event, approval.approved);
  if (next !== undefined) return next;
  throw new MeshError("conflict", `Change ${row.number} cannot be ${doing} now: ${whyNot(row, approval)}.`);
}

function whyNot(row: ChangeRow, approval: Approval): string {
  if (["draft", "applied", "reverted", "withdrawn"].includes(row.state)) {
    return row.state === "draft" ? "it is a draft" : `it is ${row.state}`;
  }
  const missing = approval.requirements
    .filter((requirement) => requirement.missing > 0)
    .map(
      ({ missing, from, domain, because }) =>
        `${missing} more approval${missing === 1 ? "" : "s"} of ${from}${from === "owners" ? ` of ${domain}` : ""} (${because})`,
    );
  const blocks = approval.blockedBy.length > 0 ? ["somebody has asked for changes"] : [];
  const failing = approval.failing.map((name) => `the check "${name}" has not passed`);
  const all = [...missing, ...blocks, ...failing];
  return all.length > 0 ? `it needs ${all.join(", ")}` : `it is ${row.state}`;
}

/** Records a step and what it makes of the change, in the transaction of the step. */
export async function recordStep(
  db: Db,
  change: Pick<ChangeRow, "id" | "number" | "title">,
  step: {
    type: AuditType;
    author: Author;
    state: ChangeState;
    contentHash: string;
    set?: Parameters<typeof updateChange>[1]["set"];
    payload?: Record<string, unknown>;
  },
): Promise<ChangeAnswer> {
  const { type, author, state, contentHash, set, payload } = step;
  await updateChange(db, { id: change.id, set: { ...set, state } });
  const entryId = await appendAudit(db, {
    type,
    ...author,
    object: `change:${change.number}`,
    outcome: "ok",
    payload: { title: change.title, state, content_hash: contentHash, ...payload },
  });
  return { number: change.number, state, contentHash, entryId };
}
