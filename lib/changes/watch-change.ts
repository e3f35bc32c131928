import { z } from "zod";
import type { Db } from "@/db/client";
import { insertChangeWatchers, upsertChangeWatcher } from "@/db/queries/change-watchers";
import { findChange } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { personOf } from "@/lib/identity/person-of";
import { changeRef } from "./change-answer.schema";

/** Whether the reader's inbox tells what happens to a change. Nobody else sees it, so it leaves no audit entry. */
export const watchChange = operation({ permission: "changes:read" })
  .route({ method: "POST", path: "/changes/{number}/watch", summary: "Watch a change", tags: ["changes"] })
  .input(changeRef.extend({ watching: z.boolean() }))
  .output(z.object({ watching: z.boolean() }))
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const userId = personOf(context.principal);
    if (userId === undefined) throw new MeshError("invalid_request", "Only a person has an inbox.");
    const row = await findChange(db, { number: input.number });
    if (!row) throw new MeshError("not_found", `There is no change ${input.number}.`);
    await upsertChangeWatcher(db, { changeId: row.id, userId, watching: input.watching });
    return { watching: input.watching };
  });

/** Those who have a part in a change hear of it from now on, unless they have said that they do not want to. @param refs `kind:id`; only people have an inbox */
export async function watchFromNowOn(db: Db, changeId: string, refs: readonly string[]): Promise<void> {
  const people = refs.filter((ref) => ref.startsWith("user:")).map((ref) => ref.slice("user:".length));
  await insertChangeWatchers(db, { changeId, userIds: [...new Set(people)] });
}
