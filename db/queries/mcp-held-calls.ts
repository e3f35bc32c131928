import { and, eq, isNotNull, lt, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { mcpHeldCalls } from "@/db/schema";

export interface McpHeldCallRow {
  idHash: string;
  server: string;
  owner: string;
  upstreamId: string | null;
  protocolVersion: string;
  /** The callee's request id by the key under which the caller was asked. */
  inputs: Readonly<Record<string, string | number>>;
}

export async function insertMcpHeldCall(db: Db, row: McpHeldCallRow): Promise<void> {
  await db.insert(mcpHeldCalls).values(row);
}

/** What the caller must answer to. Its owner and server are for the caller to compare. */
export async function findMcpHeldCall(db: Db, idHash: string): Promise<McpHeldCallRow | undefined> {
  const { server, owner, upstreamId, protocolVersion, inputs } = mcpHeldCalls;
  const [row] = await db
    .select({ idHash: mcpHeldCalls.idHash, server, owner, upstreamId, protocolVersion, inputs })
    .from(mcpHeldCalls)
    .where(eq(mcpHeldCalls.idHash, idHash));
  return row as McpHeldCallRow | undefined;
}

export async function updateMcpHeldCallOutcome(db: Db, idHash: string, outcome: string): Promise<void> {
  await db.update(mcpHeldCalls).set({ outcome }).where(eq(mcpHeldCalls.idHash, idHash));
}

/** Takes out what came after the question, once it is there. */
export async function takeMcpHeldCallOutcome(db: Db, idHash: string): Promise<string | undefined> {
  const [row] = await db
    .delete(mcpHeldCalls)
    .where(and(eq(mcpHeldCalls.idHash, idHash), isNotNull(mcpHeldCalls.outcome)))
    .returning({ outcome: mcpHeldCalls.outcome });
  return row?.outcome ?? undefined;
}

/** Marks the inputs as given, so that they are sent to the callee once. @returns false when somebody was faster */
export async function claimMcpHeldCall(db: Db, idHash: string): Promise<boolean> {
  const rows = await db
    .update(mcpHeldCalls)
    .set({ inputs: {} })
    .where(and(eq(mcpHeldCalls.idHash, idHash), sql`${mcpHeldCalls.inputs} <> '{}'::jsonb`))
    .returning({ idHash: mcpHeldCalls.idHash });
  return rows.length > 0;
}

export async function deleteOldMcpHeldCalls(db: Db, ageMs: number): Promise<void> {
  await db
    .delete(mcpHeldCalls)
    .where(lt(mcpHeldCalls.createdAt, sql`now() - make_interval(secs => ${ageMs / 1000})`));
}
