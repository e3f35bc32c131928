import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Artifact, type Message, Part, Role, type Task, TaskState, type TaskStatus } from "@a2a-js/sdk";
import {
  AgentEvent,
  type AgentExecutor,
  type ExecutionEventBus,
  type RequestContext,
} from "@a2a-js/sdk/server";
import { type Step, scriptFor } from "./scripts";

const ENDED: ReadonlySet<TaskState> = new Set([
  TaskState.TASK_STATE_COMPLETED,
  TaskState.TASK_STATE_CANCELED,
  TaskState.TASK_STATE_FAILED,
  TaskState.TASK_STATE_REJECTED,
]);

/** Plays the script that a message's id asks for. */
export class ConformanceExecutor implements AgentExecutor {
  readonly #running = new Map<string, AbortController>();
  readonly #contexts = new Map<string, string>();

  async execute(ctx: RequestContext, bus: ExecutionEventBus): Promise<void> {
    const { taskId, contextId, userMessage, task } = ctx;
    const script = scriptFor(userMessage.messageId);
    if (script === "message") {
      bus.publish(AgentEvent.message(agentMessage("Direct answer.", contextId, "")));
      bus.finished();
      return;
    }
    const abort = new AbortController();
    this.#running.set(taskId, abort);
    this.#contexts.set(taskId, contextId);
    bus.publish(AgentEvent.task(task ?? submitted(taskId, contextId, userMessage)));
    try {
      for (const step of script) await this.#play(step, taskId, contextId, bus, abort.signal);
      const last = script.at(-1);
      if (last && "status" in last && ENDED.has(last.status)) bus.finished();
    } finally {
      this.#running.delete(taskId);
    }
  }

  cancelTask = async (taskId: string, bus: ExecutionEventBus): Promise<void> => {
    this.#running.get(taskId)?.abort();
    this.#status(TaskState.TASK_STATE_CANCELED, "Cancelled.", taskId, this.#contexts.get(taskId) ?? "", bus);
    bus.finished();
  };

  async #play(
    step: Step,
    taskId: string,
    contextId: string,
    bus: ExecutionEventBus,
    signal: AbortSignal,
  ): Promise<void> {
    if (signal.aborted) return;
    if ("waitMs" in step) {
      await sleep(step.waitMs, undefined, { signal }).catch(() => {});
    } else if ("status" in step) {
      this.#status(step.status, step.text, taskId, contextId, bus);
    } else {
      const artifact = Artifact.fromJSON({ artifactId: step.id ?? "result", name: "result" });
      bus.publish(
        AgentEvent.artifactUpdate({
          taskId,
          contextId,
          artifact: { ...artifact, parts: step.artifact },
          append: step.append ?? false,
          lastChunk: step.lastChunk ?? !step.append,
          metadata: undefined,
        }),
      );
    }
  }

  #status(
    state: TaskState,
    text: string | undefined,
    taskId: string,
    contextId: string,
    bus: ExecutionEventBus,
  ): void {
    const message = text === undefined ? undefined : agentMessage(text, contextId, taskId);
    const status: TaskStatus = { state, message, timestamp: new Date().toISOString() };
    bus.publish(AgentEvent.statusUpdate({ taskId, contextId, status, metadata: undefined }));
  }
}

function submitted(taskId: string, contextId: string, message: Message): Task {
  const status: TaskStatus = {
    state: TaskState.TASK_STATE_SUBMITTED,
    message: undefined,
    timestamp: new Date().toISOString(),
  };
  return { id: taskId, contextId, status, artifacts: [], history: [message], metadata: undefined };
}

function agentMessage(text: string, contextId: string, taskId: string): Message {
  return {
    messageId: randomUUID(),
    role: Role.ROLE_AGENT,
    parts: [Part.fromJSON({ text })],
    contextId,
    taskId,
    metadata: undefined,
    extensions: [],
    referenceTaskIds: [],
  };
}
