import { eq, lt, sql } from "drizzle-orm";
import type { Db } from "../client";
import { taskLabels } from "../schema";

export async function listTaskLabels(db: Db, params: { scope: string }): Promise<string[]> {
  const rows = await db
    .select({ label: taskLabels.label })
    .from(taskLabels)
    .where(eq(taskLabels.scope, params.scope));
  return rows.map((row) => row.label);
}

export async function deleteOldTaskLabels(db: Db, params: { olderThanMs: number }): Promise<void> {
  const age = sql`now() - make_interval(secs => ${params.olderThanMs / 1000})`;
  await db.delete(taskLabels).where(lt(taskLabels.at, age));
}
