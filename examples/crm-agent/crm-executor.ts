import { randomUUID } from "node:crypto";
import { Role, TaskState, type TaskStatusUpdateEvent } from "@a2a-js/sdk";
import {
  AgentEvent,
  type AgentExecutor,
  type ExecutionEventBus,
  type RequestContext,
  type RequestHeaders,
  STATE_HEADERS_KEY,
} from "@a2a-js/sdk/server";
import { exchangeBadge, type Pass } from "./badge";
import { converse } from "./converse";
import type { Settings } from "./settings";
import { openToolbox } from "./toolbox";

const TASK_TIMEOUT_MS = 60_000;

/** Works on one task: swaps the badge, opens the tools, lets the model go to work, and answers with one artifact. */
export class CrmExecutor implements AgentExecutor {
  readonly #settings: Settings;
  readonly #running = new Map<string, AbortController>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async execute(context: RequestContext, bus: ExecutionEventBus): Promise<void> {
    const { taskId, contextId, userMessage } = context;
    const abort = new AbortController();
    this.#running.set(taskId, abort);
    const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(TASK_TIMEOUT_MS)]);
    const say = (state: TaskState, text: string) =>
      bus.publish(AgentEvent.statusUpdate(status(context, state, text)));
    bus.publish(
      AgentEvent.task({
        id: taskId,
        contextId,
        status: {
          state: TaskState.TASK_STATE_SUBMITTED,
          message: undefined,
          timestamp: new Date().toISOString(),
        },
        artifacts: [],
        history: [userMessage],
        metadata: undefined,
      }),
    );
    try {
      const request = userMessage.parts
        .map((part) => (part.content?.$case === "text" ? part.content.value : ""))
        .join("\n");
      say(TaskState.TASK_STATE_WORKING, "Opening the CRM");
      const arrived = arrivedWith(context);
      const pass = { ...arrived, badge: await exchangeBadge(this.#settings, arrived.badge) };
      const toolbox = await openToolbox(this.#settings, pass, signal);
      try {
        const progress = (step: string) => say(TaskState.TASK_STATE_WORKING, step);
        const { answer, used, refusals } = await converse(
          this.#settings,
          pass,
          toolbox,
          request,
          progress,
          signal,
        );
        publishResult(context, bus, answer, { used, refusals });
        say(TaskState.TASK_STATE_COMPLETED, refusals.length > 0 ? "Done as far as I was let" : "Done");
      } finally {
        await toolbox.close();
      }
    } catch (err) {
      if (abort.signal.aborted) say(TaskState.TASK_STATE_CANCELED, "Canceled");
      else say(TaskState.TASK_STATE_FAILED, err instanceof Error ? err.message : String(err));
    } finally {
      this.#running.delete(taskId);
      bus.finished();
    }
  }

  async cancelTask(taskId: string): Promise<void> {
    this.#running.get(taskId)?.abort();
  }
}

function arrivedWith(context: RequestContext): Pass {
  const headers = context.context.state.get(STATE_HEADERS_KEY) as RequestHeaders | undefined;
  const badge = /^Bearer (.+)$/i.exec(String(headers?.authorization ?? ""))?.[1];
  if (!badge) throw new Error("this task came without a badge");
  const { traceparent } = headers ?? {};
  return { badge, traceparent: typeof traceparent === "string" ? traceparent : undefined };
}

function publishResult(context: RequestContext, bus: ExecutionEventBus, answer: string, data: unknown): void {
  const plain = { metadata: undefined, filename: "" };
  bus.publish(
    AgentEvent.artifactUpdate({
      taskId: context.taskId,
      contextId: context.contextId,
      artifact: {
        artifactId: randomUUID(),
        name: "crm-brief",
        description: "",
        parts: [
          { ...plain, mediaType: "text/plain", content: { $case: "text", value: answer } },
          { ...plain, mediaType: "application/json", content: { $case: "data", value: data } },
        ],
        metadata: undefined,
        extensions: [],
      },
      append: false,
      lastChunk: true,
      metadata: undefined,
    }),
  );
}

function status(context: RequestContext, state: TaskState, text: string): TaskStatusUpdateEvent {
  const { taskId, contextId } = context;
  return {
    taskId,
    contextId,
    status: {
      state,
      timestamp: new Date().toISOString(),
      message: {
        messageId: randomUUID(),
        taskId,
        contextId,
        role: Role.ROLE_AGENT,
        parts: [
          {
            mediaType: "text/plain",
            filename: "",
            metadata: undefined,
            content: { $case: "text", value: text },
          },
        ],
        metadata: undefined,
        extensions: [],
        referenceTaskIds: [],
      },
    },
    metadata: undefined,
  };
}
