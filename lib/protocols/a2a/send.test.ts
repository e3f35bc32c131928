import { randomUUID } from "node:crypto";
import { type StreamResponse, TaskState } from "@a2a-js/sdk";
import { describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { a2aRoutes } from "./routes";
import { recordingAgent } from "./testing/recording-agent";
import { EVERY_CLIENT, sdkClient, textMessage } from "./testing/sdk-client";

const mesh = testMesh(a2aRoutes);
const upstreams = { "1.0": recordingAgent(["1.0"]), "0.3": recordingAgent(["0.3"]) };

const PAIRS = EVERY_CLIENT.flatMap((client) =>
  EVERY_CLIENT.map((upstream) => ({
    client,
    upstream,
    title: `a client of ${client.generation} over ${client.binding} and an agent of ${upstream.generation} over ${upstream.binding}`,
  })),
);

describe.each(PAIRS)("$title", ({ client: choice, upstream }) => {
  async function connect() {
    const agent = upstreams[upstream.generation]();
    const name = `agent-${randomUUID()}`;
    await mesh().allowAll();
    await mesh().register(
      "agent",
      name,
      await agent.spec({ binding: upstream.binding, version: upstream.generation }),
    );
    const badge = mesh().badge({ agent: "caller" });
    return sdkClient(`${mesh().url}/a2a/${name}`, badge, choice);
  }

  it("exchange messages, tasks and their artifacts", async () => {
    const client = await connect();
    const message = await client.sendMessage(textMessage(`tck-message-response-${randomUUID()}`));
    expect(message).toMatchObject({ parts: [{ content: { $case: "text", value: "Direct answer." } }] });

    const task = await client.sendMessage(textMessage(`tck-artifact-data-${randomUUID()}`));
    expect(task).toMatchObject({
      status: { state: TaskState.TASK_STATE_COMPLETED },
      artifacts: [{ parts: [{ content: { $case: "data", value: { answer: 42 } } }] }],
    });
    const file = await client.sendMessage(textMessage(`tck-artifact-file-${randomUUID()}`));
    expect(file).toMatchObject({
      artifacts: [{ parts: [{ mediaType: "text/plain", content: { $case: "raw" } }] }],
    });

    const id = "id" in task ? task.id : "";
    const again = await client.getTask({ tenant: "", id, historyLength: undefined });
    expect(again).toMatchObject({ id, status: { state: TaskState.TASK_STATE_COMPLETED } });
  });

  it("stream a task to its end", async () => {
    const client = await connect();
    const events: StreamResponse[] = [];
    for await (const event of client.sendMessageStream(
      textMessage(`tck-stream-artifact-chunked-${randomUUID()}`),
    )) {
      events.push(event);
    }
    const kinds = events.map((event) => event.payload?.$case);
    expect(kinds[0]).toBe("task");
    expect(kinds.filter((kind) => kind === "artifactUpdate")).toHaveLength(3);
    const last = events.at(-1)?.payload;
    expect(last).toMatchObject({
      $case: "statusUpdate",
      value: { status: { state: TaskState.TASK_STATE_COMPLETED } },
    });
  });

  it("cancel a running task and come back to its stream", async () => {
    const client = await connect();
    const stream = client.sendMessageStream(textMessage(`test-resubscribe-message-id-${randomUUID()}`));
    const first = (await stream.next()).value as StreamResponse;
    const id = first.payload?.$case === "task" ? first.payload.value.id : "";
    const resumed = client.resubscribeTask({ tenant: "", id });
    const snapshot = (await resumed.next()).value as StreamResponse;
    expect(snapshot.payload).toMatchObject({ $case: "task", value: { id } });
    const cancelled = await client.cancelTask({ tenant: "", id, metadata: undefined });
    expect(cancelled.status?.state).toBe(TaskState.TASK_STATE_CANCELED);
    let last: StreamResponse = snapshot;
    for await (const event of resumed) last = event;
    expect(last.payload).toMatchObject({
      $case: "statusUpdate",
      value: { status: { state: TaskState.TASK_STATE_CANCELED } },
    });
    await stream.return();
  });

  it("tell an error of the agent in the caller's terms", async () => {
    const client = await connect();
    const task = await client.sendMessage(textMessage(`tck-complete-task-${randomUUID()}`));
    const id = "id" in task ? task.id : "";
    await expect(client.cancelTask({ tenant: "", id, metadata: undefined })).rejects.toMatchObject({
      name: expect.stringContaining("TaskNotCancelable"),
    });
  });
});
