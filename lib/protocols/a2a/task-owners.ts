import { LRUCache } from "lru-cache";
import type { Sql } from "postgres";
import {
  findContextOwner,
  findTaskOwners,
  insertContext,
  insertTask,
  releaseMessageKeys,
} from "@/db/queries/a2a-tasks";
import { MeshError } from "@/lib/core/errors";
import { keyScope } from "@/lib/gateway/record-call";
import { taskNotFound } from "./errors";
import type { Named } from "./named-in";

/** Whose call it is, at which agent. */
export interface Owner {
  agent: string;
  /** `kind:id` of the immediate caller. */
  ownerId: string;
}

/** Tasks and conversations remembered in this process; owners never change, so an entry cannot go stale. */
const REMEMBERED = 10_000;
/** A row that another transaction is just writing is invisible to one look and there at the next. */
const LOOKS = 3;

/**
 * Who made which task and conversation. The agent sees the mesh as one client, so the walls between callers stand here. The owner is the immediate caller, not the user or agent
 * that it acts for: the one who holds the credential is the one who follows a task up, often after the badge of the first message has run out.
 */
export class TaskOwners {
  readonly #sql: Sql;
  readonly #tasks = new LRUCache<string, string>({ max: REMEMBERED });
  readonly #contexts = new LRUCache<string, string>({ max: REMEMBERED });
  /** Conversations that an answer without a task has named; not in the database yet. */
  readonly #noted = new LRUCache<string, string>({ max: REMEMBERED });
  /** Tasks whose messages' keys are known to be free. */
  readonly #acknowledged = new LRUCache<string, true>({ max: REMEMBERED });

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /**
   * Refuses what names another caller's task or conversation. A task that nobody has and one that another has look the same. A conversation that nobody has may be
   * named: clients choose such ids themselves (A2A 1.0 section 3.4.1).
   * @throws A2aError TASK_NOT_FOUND
   */
  async check(owner: Owner, named: Named): Promise<void> {
    const taskIds =
      named.taskId === undefined ? named.referenceTaskIds : [named.taskId, ...named.referenceTaskIds];
    if (taskIds.length > 0) await this.#checkTasks(owner, taskIds);
    if (named.contextId === undefined) return;
    const holder = await this.#contextOwner(owner.agent, named.contextId);
    if (holder !== undefined && holder !== owner.ownerId) throw taskNotFound();
  }

  /** Makes a conversation that a caller has named its own, before the agent hears of it. @throws A2aError TASK_NOT_FOUND when another caller was faster */
  async claimContext(owner: Owner, contextId: string): Promise<void> {
    const at = key(owner.agent, contextId);
    let holder = this.#contexts.get(at);
    for (let look = 0; holder === undefined && look < LOOKS; look++) {
      holder = await insertContext(this.#sql, { ...owner, contextId });
    }
    if (holder !== undefined) this.#contexts.set(at, holder);
    if (holder !== owner.ownerId) throw taskNotFound();
  }

  /**
   * Remembers what an answer brought. A conversation without a task stays in this process only: its owner claims it durably with the first message that names it.
   * @throws MeshError `upstream_invalid` when the agent answers with a task that belongs to another caller
   */
  async remember(owner: Owner, ref: TaskRef, from: Origin): Promise<void> {
    if (ref.taskId === undefined) {
      if (ref.contextId !== undefined) this.#noted.set(key(owner.agent, ref.contextId), owner.ownerId);
      return;
    }
    const known = this.#tasks.get(key(owner.agent, ref.taskId));
    const holder = known ?? (await this.#insert(owner, ref.taskId, ref.contextId, from));
    if (holder !== owner.ownerId) {
      throw new MeshError("upstream_invalid", "The agent answered with a task that is not the caller's.");
    }
  }

  /**
   * Its owner works with a task, so it has the answer that brought it: a message that follows under the same id is a new one and no repetition of the first. Clients whose ids are
   * not unique (the public conformance kit is one) would otherwise get the same old task again and again.
   */
  async acknowledge(owner: Owner, taskIds: readonly string[]): Promise<void> {
    const open = taskIds.filter((taskId) => !this.#acknowledged.has(key(owner.agent, taskId)));
    if (open.length === 0) return;
    const scope = keyScope(owner.ownerId, { kind: "agent", name: owner.agent });
    await releaseMessageKeys(this.#sql, { agent: owner.agent, taskIds: open, scope });
    for (const taskId of open) this.#acknowledged.set(key(owner.agent, taskId), true);
  }

  /** Those of the ids that are the owner's own. What is not is looked up every time, known or not: whether the memory has it must not show in the time that the answer takes. */
  async own(owner: Owner, taskIds: readonly string[]): Promise<Set<string>> {
    const mine = new Set<string>();
    const unknown: string[] = [];
    for (const taskId of taskIds) {
      if (this.#tasks.get(key(owner.agent, taskId)) === owner.ownerId) mine.add(taskId);
      else unknown.push(taskId);
    }
    if (unknown.length === 0) return mine;
    for (const row of await findTaskOwners(this.#sql, { agent: owner.agent, taskIds: unknown })) {
      this.#tasks.set(key(owner.agent, row.taskId), row.ownerId);
      if (row.ownerId === owner.ownerId) mine.add(row.taskId);
    }
    return mine;
  }

  async #checkTasks(owner: Owner, taskIds: readonly string[]): Promise<void> {
    const mine = await this.own(owner, taskIds);
    if (taskIds.some((taskId) => !mine.has(taskId))) throw taskNotFound();
  }

  async #insert(
    owner: Owner,
    taskId: string,
    contextId: string | undefined,
    from: Origin,
  ): Promise<string | undefined> {
    for (let look = 0; look < LOOKS; look++) {
      const held = await insertTask(this.#sql, { ...owner, taskId, contextId, ...from });
      if (contextId !== undefined && held.context !== undefined) {
        this.#contexts.set(key(owner.agent, contextId), held.context);
      }
      if (held.task === undefined) continue;
      this.#tasks.set(key(owner.agent, taskId), held.task);
      return held.task;
    }
    return undefined;
  }

  async #contextOwner(agent: string, contextId: string): Promise<string | undefined> {
    const at = key(agent, contextId);
    const known = this.#contexts.get(at);
    if (known !== undefined) return known;
    const found = await findContextOwner(this.#sql, { agent, contextId });
    if (found !== undefined) this.#contexts.set(at, found);
    return found ?? this.#noted.get(at);
  }
}

/** The call that a task came from. */
export interface Origin {
  callId: string;
  /** Its idempotency key, if it was a message. */
  messageKey: string | undefined;
}

/** The task and conversation that a payload of an answer is about. */
export interface TaskRef {
  taskId: string | undefined;
  contextId: string | undefined;
}

function key(agent: string, id: string): string {
  return `${agent}\n${id}`;
}
