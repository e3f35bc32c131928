import { randomUUID } from "node:crypto";
import { type Part, Role, TaskState } from "@a2a-js/sdk";
import { AgentEvent, type ExecutionEventBus, type RequestContext } from "@a2a-js/sdk/server";

/** Publishes what happens to one task. */
export interface TaskEvents {
  begin(): void;
  say(state: TaskState, text: string): void;
  result(name: string, text: string, data: unknown): void;
}

export function taskEvents(context: RequestContext, bus: ExecutionEventBus): TaskEvents {
  const { taskId, contextId } = context;
  const timestamp = () => new Date().toISOString();
  return {
    begin() {
      const status = { state: TaskState.TASK_STATE_SUBMITTED, message: undefined, timestamp: timestamp() };
      const task = { id: taskId, contextId, status, artifacts: [], history: [context.userMessage] };
      bus.publish(AgentEvent.task({ ...task, metadata: undefined }));
    },
    say(state, text) {
      const message = {
        messageId: randomUUID(),
        taskId,
        contextId,
        role: Role.ROLE_AGENT,
        parts: [textPart(text)],
        metadata: undefined,
        extensions: [],
        referenceTaskIds: [],
      };
      const status = { state, message, timestamp: timestamp() };
      bus.publish(AgentEvent.statusUpdate({ taskId, contextId, status, metadata: undefined }));
    },
    result(name, text, data) {
      const parts: Part[] = [
        textPart(text),
        { ...blank, mediaType: "application/json", content: { $case: "data", value: data } },
      ];
      const artifact = { artifactId: randomUUID(), name, description: "", parts, extensions: [] };
      bus.publish(
        AgentEvent.artifactUpdate({
          taskId,
          contextId,
          artifact: { ...artifact, metadata: undefined },
          append: false,
          lastChunk: true,
          metadata: undefined,
        }),
      );
    },
  };
}

const blank = { metadata: undefined, filename: "" };

function textPart(value: string): Part {
  return { ...blank, mediaType: "text/plain", content: { $case: "text", value } };
}
