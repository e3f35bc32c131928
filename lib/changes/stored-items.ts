import type { Db } from "@/db/client";
import { type ChangeItemRow, insertChangeItems, listChangeItems } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";
import { type ChangeItem, certifyBody, labelBody, putBody, stateBody } from "./change-item.schema";

export type StoredItem = ChangeItem & Pick<ChangeItemRow, "position" | "appliedVersion">;

/** The items of a change in their order. @throws MeshError `internal` for a row that does not read: nothing is done on the strength of it */
export async function readItems(db: Db, changeId: string): Promise<StoredItem[]> {
  return (await listChangeItems(db, { changeIds: [changeId] })).map(itemOf);
}

export async function writeItems(db: Db, changeId: string, items: readonly ChangeItem[]): Promise<void> {
  await insertChangeItems(
    db,
    items.map((item, position) => ({ changeId, position, ...item })),
  );
}

const BODIES = { put: putBody, state: stateBody, label: labelBody, certify: certifyBody };

/** @throws MeshError `internal` */
export function itemOf({ changeId: _change, ...row }: ChangeItemRow): StoredItem {
  const body = BODIES[row.op as ChangeItem["op"]]?.safeParse(row.body);
  if (!body?.success) {
    throw new MeshError("internal", "A stored change cannot be read.", { cause: body?.error });
  }
  return { ...row, body: body.data } as StoredItem;
}
