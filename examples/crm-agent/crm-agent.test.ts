import { Role, type Task, TaskState } from "@a2a-js/sdk";
import { ClientFactory, DefaultAgentCardResolver, JsonRpcTransportFactory } from "@a2a-js/sdk/client";
import { afterEach, describe, expect, it } from "vitest";
import { readSettings } from "./settings";
import { type CrmAgent, startCrmAgent } from "./start-crm-agent";

let agent: CrmAgent | undefined;

afterEach(async () => {
  await agent?.close();
  agent = undefined;
});

async function started(env: Record<string, string> = {}): Promise<CrmAgent> {
  const base = { MESH_URL: "http://127.0.0.1:9", CLIENT_ID: "c", CLIENT_SECRET: "s" };
  agent = await startCrmAgent(readSettings({ ...base, ...env }));
  return agent;
}

describe("the CRM agent", () => {
  it("is of the 0.3 generation, whatever a caller asks for", async () => {
    const { url } = await started();
    const init = { headers: { "a2a-version": "1.0" } };
    const card = await (await fetch(`${url}/.well-known/agent-card.json`, init)).json();
    expect(card).toMatchObject({
      protocolVersion: "0.3.0",
      preferredTransport: "JSONRPC",
      url: `${url}/a2a`,
    });
    expect(card.supportedInterfaces).toBeUndefined();
    const answer = await fetch(`${url}/a2a`, {
      method: "POST",
      headers: { "content-type": "application/json", "a2a-version": "1.0" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "SendMessage", params: {} }),
    });
    expect(await answer.json()).toMatchObject({ error: { code: -32601 } });
  });

  it("does no work without a badge to work on somebody's behalf", async () => {
    const { url } = await started();
    const legacyCompat = { enabled: true };
    const factory = new ClientFactory({
      transports: [new JsonRpcTransportFactory({ legacyCompat })],
      cardResolver: new DefaultAgentCardResolver({ legacyCompat }),
    });
    const client = await factory.createFromUrl(url);
    const task = (await client.sendMessage({
      tenant: "",
      configuration: undefined,
      metadata: undefined,
      message: {
        messageId: crypto.randomUUID(),
        contextId: "",
        taskId: "",
        role: Role.ROLE_USER,
        parts: [
          {
            content: { $case: "text", value: "Hi" },
            metadata: undefined,
            filename: "",
            mediaType: "text/plain",
          },
        ],
        metadata: undefined,
        extensions: [],
        referenceTaskIds: [],
      },
    })) as Task;
    expect(task.status?.state).toBe(TaskState.TASK_STATE_FAILED);
    expect(task.status?.message?.parts[0]?.content?.value).toBe("this task came without a badge");
  });

  it("turns away who does not come through the mesh", async () => {
    const { url } = await started({ BADGE_AUDIENCE: "http://mesh.example/a2a/crm-specialist" });
    const headers = { authorization: "Bearer made-up", "content-type": "application/json" };
    expect((await fetch(`${url}/a2a`, { method: "POST", headers, body: "{}" })).status).toBe(401);
  });
});
