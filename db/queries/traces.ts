import type { ISql } from "postgres";

/** The calls of one trace, oldest first. */
export async function listCallIdsOfTrace(
  sql: ISql,
  params: { traceId: string; limit: number },
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from calls where trace_id = ${params.traceId} order by id limit ${params.limit}`;
  return rows.map((row) => row.id);
}

/** The trace that a call belongs to. */
export async function findTraceOfCall(sql: ISql, params: { callId: string }): Promise<string | undefined> {
  const [row] = await sql<{ traceId: string }[]>`
    select trace_id as "traceId" from calls where id = ${params.callId}::uuid`;
  return row?.traceId;
}
