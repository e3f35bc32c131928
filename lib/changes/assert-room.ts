import type { Db } from "@/db/client";
import { countChangeComments } from "@/db/queries/change-reviews";
import type { ChangeRow } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";

/** A page shows all of them. */
const MOST_COMMENTS = 500;

/** So that nobody buries a change under comments. @throws MeshError `conflict` */
export async function assertRoom(db: Db, { id, number }: Pick<ChangeRow, "id" | "number">): Promise<void> {
  if ((await countChangeComments(db, { changeId: id })) < MOST_COMMENTS) return;
  throw new MeshError("conflict", `Change ${number} has ${MOST_COMMENTS} comments; it takes no more.`);
}
