import { randomUUID } from "node:crypto";

export type TaskStatus = "working" | "input_required" | "completed" | "failed" | "cancelled";

/** A task as `tasks/get` shows it (SEP-2663, DetailedTask). */
export interface Task {
  taskId: string;
  status: TaskStatus;
  createdAt: string;
  lastUpdatedAt: string;
  ttlMs: number;
  pollIntervalMs: number;
  inputRequests?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { code: number; message: string };
}

/** What the work of a task can do with it. */
export interface TaskWork {
  signal: AbortSignal;
  /** Asks the client and waits until every question is answered. */
  ask(questions: Record<string, unknown>): Promise<Record<string, unknown>>;
}

const TTL_MS = 600_000;
const ENDED: readonly TaskStatus[] = ["completed", "failed", "cancelled"];

interface Kept {
  task: Task;
  cancel: AbortController;
  answers: Record<string, unknown>;
  answered?: () => void;
}

/** Tasks of one server, in memory. */
export class Tasks {
  readonly #kept = new Map<string, Kept>();

  /** Starts the work and returns the head of its task at once. */
  start(work: (work: TaskWork) => Promise<Record<string, unknown>>): Task {
    const now = new Date().toISOString();
    const taskId = randomUUID();
    const task: Task = {
      taskId,
      status: "working",
      createdAt: now,
      lastUpdatedAt: now,
      ttlMs: TTL_MS,
      pollIntervalMs: 100,
    };
    const kept: Kept = { task, cancel: new AbortController(), answers: {} };
    this.#kept.set(taskId, kept);
    const head = { ...task };
    work({ signal: kept.cancel.signal, ask: (questions) => this.#ask(kept, questions) }).then(
      (result) => change(kept, { status: "completed", result }),
      (err: unknown) =>
        change(kept, {
          status: "failed",
          error: { code: -32603, message: err instanceof Error ? err.message : "It failed." },
        }),
    );
    return head;
  }

  get(taskId: unknown): Task | undefined {
    return this.#kept.get(String(taskId))?.task;
  }

  /** Takes answers to some of a task's questions; the others stay open. */
  update(taskId: unknown, answers: Record<string, unknown>): boolean {
    const kept = this.#kept.get(String(taskId));
    if (!kept) return false;
    const open = { ...kept.task.inputRequests };
    for (const [key, answer] of Object.entries(answers)) {
      if (!(key in open)) continue;
      kept.answers[key] = answer;
      delete open[key];
    }
    if (kept.task.status === "input_required") change(kept, { inputRequests: open });
    if (Object.keys(open).length === 0) kept.answered?.();
    return true;
  }

  /** Ends a task; nothing happens to one that has ended. */
  cancel(taskId: unknown): boolean {
    const kept = this.#kept.get(String(taskId));
    if (!kept) return false;
    change(kept, { status: "cancelled" });
    kept.cancel.abort();
    return true;
  }

  #ask(kept: Kept, questions: Record<string, unknown>): Promise<Record<string, unknown>> {
    return new Promise((resolve) => {
      kept.answered = () => {
        const { inputRequests: _answered, ...rest } = kept.task;
        kept.task = rest;
        change(kept, { status: "working" });
        resolve(kept.answers);
      };
      change(kept, { status: "input_required", inputRequests: questions });
    });
  }
}

function change(kept: Kept, to: Partial<Task>): void {
  if (ENDED.includes(kept.task.status)) return;
  kept.task = { ...kept.task, ...to, lastUpdatedAt: new Date().toISOString() };
}
