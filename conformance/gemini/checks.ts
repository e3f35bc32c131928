import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Message, type StreamResponse, type Task, TaskState } from "@a2a-js/sdk";
import type { Client } from "@a2a-js/sdk/client";
import type { TestMesh } from "@/lib/gateway/testing/open-test-mesh";
import {
  type ClientChoice,
  EVERY_CLIENT,
  sdkClient,
  textMessage,
} from "@/lib/protocols/a2a/testing/sdk-client";

/** What a check is given: a mesh with the foreign agent behind it. */
export interface Scene {
  mesh: TestMesh;
  /** Its name at the mesh. */
  agent: string;
  workspace: string;
}

export interface Check {
  id: string;
  run(scene: Scene): Promise<void>;
}

/** Said by the script for whatever it has no plan for is enough; these requests have one. */
export const GREETING = "Good day from the script.";

const FORMS = EVERY_CLIENT.map((choice) => ({ choice, label: `${choice.generation} ${choice.binding}` }));

export const CHECKS: readonly Check[] = [
  ...FORMS.map(({ choice, label }) => ({
    id: `a message is answered: client of ${label}`,
    run: async (scene: Scene) => {
      const task = await send(await clientOf(scene, choice), "Greet me");
      assert.ok(textOf(task).includes(GREETING), JSON.stringify(task).slice(0, 500));
    },
  })),
  ...FORMS.map(({ choice, label }) => ({
    id: `a task that writes a file is done and streamed: client of ${label}`,
    run: async (scene: Scene) => {
      const name = `${randomUUID()}.txt`;
      const events: StreamResponse[] = [];
      const client = await clientOf(scene, choice);
      for await (const event of client.sendMessageStream(
        textMessage(randomUUID(), worded(`Write ${name}`)),
      )) {
        events.push(event);
      }
      assert.equal(events[0]?.payload?.$case, "task");
      assert.ok(events.length > 3, `${events.length} events`);
      assert.equal(readFileSync(join(scene.workspace, name), "utf8").trim(), `This is ${name}.`);
    },
  })),
  ...FORMS.map(({ choice, label }) => ({
    id: `a task is continued, read and cancelled: client of ${label}`,
    run: async (scene: Scene) => {
      const client = await clientOf(scene, choice);
      const { id, contextId } = await send(client, "Greet me");
      const again = await send(client, "Greet me", { taskId: id, contextId });
      assert.equal(again.id, id);
      const read = await client.getTask({ tenant: "", id, historyLength: undefined });
      assert.equal(read.id, id);
      const cancelled = await client.cancelTask({ tenant: "", id, metadata: undefined });
      assert.equal(cancelled.status?.state, TaskState.TASK_STATE_CANCELED);
    },
  })),
  {
    id: "a task is shown to nobody but its caller",
    run: async (scene) => {
      const { id } = await send(await clientOf(scene, EVERY_CLIENT[0] as ClientChoice), "Greet me");
      const other = await clientOf(scene, EVERY_CLIENT[0] as ClientChoice, "somebody-else");
      await assert.rejects(other.getTask({ tenant: "", id, historyLength: undefined }), /no such task/i);
    },
  },
  {
    id: "every call is on record with its outcome",
    run: async ({ mesh }) => {
      const calls = await mesh.calls();
      assert.ok(calls.length > 20, `${calls.length} calls`);
      assert.deepEqual(
        calls.filter(({ status }) => status === "admitted"),
        [],
      );
    },
  },
];

function clientOf({ mesh, agent }: Scene, choice: ClientChoice, caller = "suite"): Promise<Client> {
  return sdkClient(`${mesh.url}/a2a/${agent}`, mesh.badge({ agent: caller }), choice);
}

function worded(text: string): Record<string, unknown> {
  return { parts: [{ text }] };
}

async function send(client: Client, text: string, fields: Record<string, unknown> = {}): Promise<Task> {
  const sent = await client.sendMessage(textMessage(randomUUID(), { ...worded(text), ...fields }));
  assert.ok("id" in sent, `a message and no task: ${JSON.stringify(sent).slice(0, 300)}`);
  return sent;
}

function textOf(task: Task): string {
  return JSON.stringify(task.history.map((message: Message) => message.parts));
}
