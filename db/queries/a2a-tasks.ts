import type { Sql } from "postgres";

export interface TaskKey {
  agent: string;
  taskId: string;
}

/** Owners of the tasks among `taskIds` that are on record. */
export function findTaskOwners(
  sql: Sql,
  params: { agent: string; taskIds: readonly string[] },
): Promise<{ taskId: string; ownerId: string }[]> {
  return sql<{ taskId: string; ownerId: string }[]>`
    select task_id as "taskId", owner_id as "ownerId" from a2a_tasks
    where agent_name = ${params.agent} and task_id = any(${[...params.taskIds]})`;
}

/**
 * Puts a task and its conversation on record for an owner, unless they are already.
 * @returns the owner of the task and of the conversation as they stand now; undefined where another transaction is just writing that row
 */
export async function insertTask(
  sql: Sql,
  params: TaskKey & {
    contextId: string | undefined;
    ownerId: string;
    callId: string;
    messageKey: string | undefined;
  },
): Promise<{ task: string | undefined; context: string | undefined }> {
  const contextId = params.contextId ?? null;
  const [row] = await sql<{ task: string | null; context: string | null }[]>`
    with task as (
      insert into a2a_tasks (agent_name, task_id, context_id, owner_id, call_id, message_key)
      values (${params.agent}, ${params.taskId}, ${contextId}, ${params.ownerId}, ${params.callId},
        ${params.messageKey ?? null})
      on conflict do nothing returning owner_id),
    context as (
      insert into a2a_contexts (agent_name, context_id, owner_id)
      select ${params.agent}, ${contextId}::text, ${params.ownerId} where ${contextId}::text is not null
      on conflict do nothing returning owner_id)
    select
      coalesce((select owner_id from task),
        (select owner_id from a2a_tasks where agent_name = ${params.agent} and task_id = ${params.taskId})) as task,
      coalesce((select owner_id from context),
        (select owner_id from a2a_contexts where agent_name = ${params.agent} and context_id = ${contextId})) as context`;
  return { task: row?.task ?? undefined, context: row?.context ?? undefined };
}

/** Frees the idempotency keys of the messages that made these tasks. @param scope that of their caller and agent */
export async function releaseMessageKeys(
  sql: Sql,
  params: { agent: string; taskIds: readonly string[]; scope: string },
): Promise<void> {
  await sql`
    delete from idempotency_keys k using a2a_tasks t
    where t.agent_name = ${params.agent} and t.task_id = any(${[...params.taskIds]})
      and k.scope = ${params.scope} and k.key = t.message_key and k.call_id = t.call_id`;
}

/** Who has the conversation, if anyone. */
export async function findContextOwner(
  sql: Sql,
  params: { agent: string; contextId: string },
): Promise<string | undefined> {
  const [row] = await sql<{ ownerId: string }[]>`
    select owner_id as "ownerId" from a2a_contexts
    where agent_name = ${params.agent} and context_id = ${params.contextId}`;
  return row?.ownerId;
}

/** Gives a conversation to an owner unless somebody has it. @returns who has it now; undefined while another transaction is just writing it */
export async function insertContext(
  sql: Sql,
  params: { agent: string; contextId: string; ownerId: string },
): Promise<string | undefined> {
  const [row] = await sql<{ ownerId: string }[]>`
    with context as (
      insert into a2a_contexts (agent_name, context_id, owner_id)
      values (${params.agent}, ${params.contextId}, ${params.ownerId})
      on conflict do nothing returning owner_id)
    select owner_id as "ownerId" from context
    union all
    select owner_id from a2a_contexts where agent_name = ${params.agent} and context_id = ${params.contextId}
    limit 1`;
  return row?.ownerId;
}

/** How many tasks an owner has at an agent, of one conversation or of all. */
export async function countTasks(
  sql: Sql,
  params: { agent: string; ownerId: string; contextId: string | undefined },
): Promise<number> {
  const contextId = params.contextId ?? null;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from a2a_tasks
    where agent_name = ${params.agent} and owner_id = ${params.ownerId}
      and (${contextId}::text is null or context_id = ${contextId})`;
  return row?.count ?? 0;
}
