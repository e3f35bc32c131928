import { LRUCache } from "lru-cache";
import type { Database } from "@/db/client";
import { listTaskLabels } from "@/db/queries/task-labels";
import { actorRef, type Principal } from "@/lib/identity/principal";
import { TASK_LABELS, type TaskLabel } from "@/lib/policy/labels";

const MAX_TASKS = 10_000;

/**
 * The labels of tasks. A label is on record before the call that brings it leaves the mesh, so no other call of the task can be ruled without it, on any replica. Labels only ever come, so what is known here
 * stays true; what is not known is asked of the store each time.
 */
export class TaskLabels {
  readonly #database: Database;
  readonly #known = new LRUCache<string, ReadonlySet<TaskLabel>>({ max: MAX_TASKS });

  constructor(database: Database) {
    this.#database = database;
  }

  /** @throws when the store cannot be asked; callers fail closed */
  async of(principal: Principal): Promise<readonly TaskLabel[]> {
    const scope = labelScope(principal);
    const known = this.#known.get(scope);
    if (known?.size === TASK_LABELS.length) return TASK_LABELS;
    const stored = await listTaskLabels(this.#database.db, { scope });
    const labels = TASK_LABELS.filter((label) => stored.includes(label));
    this.keep(principal, labels);
    return labels;
  }

  /** Those of `labels` that are not yet known to be on record. */
  missing(principal: Principal, labels: readonly TaskLabel[]): TaskLabel[] {
    const known = this.#known.get(labelScope(principal));
    return known ? labels.filter((label) => !known.has(label)) : [...labels];
  }

  /** Remembers labels that are on record. */
  keep(principal: Principal, labels: readonly TaskLabel[]): void {
    if (labels.length === 0) return;
    const scope = labelScope(principal);
    this.#known.set(scope, new Set([...(this.#known.get(scope) ?? []), ...labels]));
  }
}

/**
 * Whose labels they are. A task belongs to the one it is done for, who is the same along the whole chain; clients choose task ids, so one may not label another's. Without a task it is the badge that all others were
 * exchanged from.
 */
export function labelScope(principal: Principal): string {
  const { badge, taskId } = principal;
  if (taskId !== undefined) return `task ${actorRef(principal.subject)} ${taskId}`;
  if (badge) return `badge ${badge.ancestors[0] ?? badge.id}`;
  return `caller ${actorRef(principal.caller)}`;
}
