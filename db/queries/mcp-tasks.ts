import { and, eq, inArray, lt, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { mcpTasks } from "@/db/schema";

export interface McpTaskRow {
  server: string;
  taskId: string;
  owner: string;
  tool: string;
}

const COLUMNS = {
  server: mcpTasks.server,
  taskId: mcpTasks.taskId,
  owner: mcpTasks.owner,
  tool: mcpTasks.tool,
};

/** Puts a task on record unless it is there. @returns the task as it stands now */
export async function insertMcpTask(db: Db, row: McpTaskRow): Promise<McpTaskRow | undefined> {
  const [inserted] = await db.insert(mcpTasks).values(row).onConflictDoNothing().returning(COLUMNS);
  if (inserted) return inserted;
  const [found] = await listMcpTasks(db, { server: row.server, taskIds: [row.taskId] });
  return found;
}

/** Those of the tasks that are on record; of every server when none is named. */
export async function listMcpTasks(
  db: Db,
  { server, taskIds }: { server: string | undefined; taskIds: readonly string[] },
): Promise<McpTaskRow[]> {
  const named = inArray(mcpTasks.taskId, [...taskIds]);
  return db
    .select(COLUMNS)
    .from(mcpTasks)
    .where(server === undefined ? named : and(eq(mcpTasks.server, server), named));
}

export async function deleteOldMcpTasks(db: Db, ageMs: number): Promise<void> {
  await db
    .delete(mcpTasks)
    .where(lt(mcpTasks.createdAt, sql`now() - make_interval(secs => ${ageMs / 1000})`));
}
