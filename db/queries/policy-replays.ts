import { and, eq, inArray, lt, sql } from "drizzle-orm";
import type { Db } from "../client";
import { policyReplays } from "../schema";

export async function insertPolicyReplay(
  db: Db,
  params: { id: string; startedBy: string; draft: unknown; asked: unknown },
): Promise<void> {
  await db.insert(policyReplays).values({ ...params, status: "waiting" });
}

export async function findPolicyReplay(db: Db, params: { id: string }) {
  const [row] = await db
    .select({
      id: policyReplays.id,
      startedBy: policyReplays.startedBy,
      startedAt: policyReplays.startedAt,
      /** By the database's clock, in milliseconds. */
      silentMs: sql<number>`(extract(epoch from now() - ${policyReplays.updatedAt}) * 1000)::float8`,
      status: policyReplays.status,
      draft: policyReplays.draft,
      asked: policyReplays.asked,
      total: policyReplays.total,
      looked: policyReplays.looked,
      result: policyReplays.result,
      error: policyReplays.error,
    })
    .from(policyReplays)
    .where(eq(policyReplays.id, params.id))
    .limit(1);
  return row;
}

/** Writes what has been reached. @returns false when somebody has ended the replay meanwhile */
export async function updatePolicyReplay(
  db: Db,
  params: {
    id: string;
    status?: "running" | "done" | "cancelled" | "failed";
    total?: number;
    looked?: number;
    result?: unknown;
    error?: string;
  },
): Promise<boolean> {
  const { id, ...change } = params;
  const changed = await db
    .update(policyReplays)
    .set({ ...change, updatedAt: sql`now()` })
    .where(and(eq(policyReplays.id, id), isOpen))
    .returning({ id: policyReplays.id });
  return changed.length > 0;
}

/** A sign of life of the process that works on these, or in which they wait. */
export async function touchPolicyReplays(db: Db, params: { ids: readonly string[] }): Promise<void> {
  await db
    .update(policyReplays)
    .set({ updatedAt: sql`now()` })
    .where(and(inArray(policyReplays.id, [...params.ids]), isOpen));
}

/** Begun or about to be, and not ended. */
const isOpen = inArray(policyReplays.status, ["waiting", "running"]);

export async function deleteOldPolicyReplays(db: Db, params: { olderThanMs: number }): Promise<void> {
  const age = sql`now() - make_interval(secs => ${params.olderThanMs / 1000})`;
  await db.delete(policyReplays).where(lt(policyReplays.startedAt, age));
}
