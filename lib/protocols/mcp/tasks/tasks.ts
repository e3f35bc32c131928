import { LRUCache } from "lru-cache";
import type { Db } from "@/db/client";
import { deleteOldMcpTasks, insertMcpTask, listMcpTasks, type McpTaskRow } from "@/db/queries/mcp-tasks";
import { MeshError } from "@/lib/core/errors";

/** A task that was made by a call through the mesh. */
export type OwnedTask = McpTaskRow;

const REMEMBERED = 10_000;
/** A task that old has ended, whatever its callee promised. */
const FORGET_MS = 30 * 86_400_000;
const SWEEP_MS = 600_000;

/** Whose task is whose, in the database so that any replica knows. What is remembered here cannot go stale: a task never changes hands. */
export class Tasks {
  readonly #db: Db;
  readonly #known = new LRUCache<string, OwnedTask>({ max: REMEMBERED });
  #sweptAtMs = Date.now();

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Takes note of a task before its maker hears of it: whoever knows the id can ask for it at once, at any replica (SEP-2663, durable creation).
   * @throws MeshError `upstream_invalid` when the callee answers with a task that another caller has
   */
  async remember(task: OwnedTask): Promise<void> {
    const known = this.#known.get(keyOf(task)) ?? (await insertMcpTask(this.#db, task));
    if (known?.owner !== task.owner) {
      throw new MeshError("upstream_invalid", "The callee answered with a task that is not the caller's.");
    }
    this.#known.set(keyOf(task), known);
    await this.#sweep();
  }

  /** Those of the tasks that are the owner's own; of every server when none is named. Foreign and absent look alike. */
  async own(server: string | undefined, taskIds: readonly string[], owner: string): Promise<OwnedTask[]> {
    const found: OwnedTask[] = [];
    const unknown: string[] = [];
    for (const taskId of taskIds) {
      const known = server === undefined ? undefined : this.#known.get(keyOf({ server, taskId }));
      if (known) found.push(known);
      else unknown.push(taskId);
    }
    for (const row of unknown.length > 0 ? await listMcpTasks(this.#db, { server, taskIds: unknown }) : []) {
      this.#known.set(keyOf(row), row);
      found.push(row);
    }
    return found.filter((task) => task.owner === owner);
  }

  async #sweep(): Promise<void> {
    if (Date.now() - this.#sweptAtMs < SWEEP_MS) return;
    this.#sweptAtMs = Date.now();
    await deleteOldMcpTasks(this.#db, FORGET_MS);
  }
}

function keyOf({ server, taskId }: { server: string; taskId: string }): string {
  return `${server}\n${taskId}`;
}
