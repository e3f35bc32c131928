import { and, eq, lt, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { mcpReplies, mcpSessions } from "@/db/schema";

export type McpSessionRow = Omit<typeof mcpSessions.$inferSelect, "createdAt" | "lastSeenAt">;

const COLUMNS = {
  idHash: mcpSessions.idHash,
  server: mcpSessions.server,
  owner: mcpSessions.owner,
  upstreamId: mcpSessions.upstreamId,
  protocolVersion: mcpSessions.protocolVersion,
  clientInfo: mcpSessions.clientInfo,
  clientCapabilities: mcpSessions.clientCapabilities,
  logLevel: mcpSessions.logLevel,
  subscriptions: mcpSessions.subscriptions,
  eventKey: mcpSessions.eventKey,
};

export async function findMcpSession(db: Db, idHash: string): Promise<McpSessionRow | undefined> {
  const [row] = await db.select(COLUMNS).from(mcpSessions).where(eq(mcpSessions.idHash, idHash));
  return row;
}

export async function insertMcpSession(db: Db, row: McpSessionRow): Promise<void> {
  await db.insert(mcpSessions).values(row);
}

export async function touchMcpSession(db: Db, idHash: string): Promise<void> {
  await db.update(mcpSessions).set({ lastSeenAt: sql`now()` }).where(eq(mcpSessions.idHash, idHash));
}

export async function updateMcpSession(
  db: Db,
  idHash: string,
  change: Partial<Pick<McpSessionRow, "logLevel" | "subscriptions">>,
): Promise<void> {
  await db.update(mcpSessions).set(change).where(eq(mcpSessions.idHash, idHash));
}

/** Adds or removes one subscription in a single statement, so that two at once lose neither. */
export async function updateMcpSubscription(db: Db, idHash: string, uri: string, on: boolean): Promise<void> {
  const without = sql`array_remove(${mcpSessions.subscriptions}, ${uri})`;
  await db
    .update(mcpSessions)
    .set({ subscriptions: on ? sql`array_append(${without}, ${uri})` : without })
    .where(eq(mcpSessions.idHash, idHash));
}

/** @returns whether there was one */
export async function deleteMcpSession(db: Db, idHash: string): Promise<boolean> {
  const rows = await db
    .delete(mcpSessions)
    .where(eq(mcpSessions.idHash, idHash))
    .returning({ idHash: mcpSessions.idHash });
  return rows.length > 0;
}

/** Forgets sessions that nobody has used for the given time, and replies that nobody fetched. */
export async function deleteIdleMcpSessions(db: Db, idleMs: number): Promise<void> {
  const before = sql`now() - make_interval(secs => ${idleMs / 1000})`;
  await db.delete(mcpSessions).where(lt(mcpSessions.lastSeenAt, before));
  await db.delete(mcpReplies).where(lt(mcpReplies.at, before));
}

/** Replies that one session may leave unfetched, so that nobody fills the store. */
const MAX_UNFETCHED = 32;

/** Puts a reply where the replica that asked finds it. A second reply to one question changes nothing. */
export async function insertMcpReply(
  db: Db,
  sessionHash: string,
  requestId: string,
  body: string,
): Promise<void> {
  const mine = eq(mcpReplies.sessionHash, sessionHash);
  if ((await db.$count(mcpReplies, mine)) >= MAX_UNFETCHED) return;
  await db.insert(mcpReplies).values({ sessionHash, requestId, body }).onConflictDoNothing();
}

/** Takes a reply out, once. */
export async function takeMcpReply(
  db: Db,
  sessionHash: string,
  requestId: string,
): Promise<string | undefined> {
  const [row] = await db
    .delete(mcpReplies)
    .where(and(eq(mcpReplies.sessionHash, sessionHash), eq(mcpReplies.requestId, requestId)))
    .returning({ body: mcpReplies.body });
  return row?.body;
}
