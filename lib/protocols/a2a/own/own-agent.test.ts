import type { Message } from "@a2a-js/sdk";
import { SendMessageRequest } from "@a2a-js/sdk";
import { beforeAll, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { AgentSpec } from "@/lib/registry/kinds/agent";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { EVERY_CLIENT, sdkClient } from "../testing/sdk-client";

const mesh = testMesh(gatewayApp, { SIGNALBOX_MEANING: "off" });

const AGENT: AgentSpec = {
  card: {},
  cardUrl: "http://127.0.0.1:9/card.json",
  interfaces: [{ url: "http://127.0.0.1:9/", binding: "JSONRPC", version: "1.0" }],
  skills: [{ id: "read", name: "Read invoices", description: "Reads them.", tags: [] }],
  streaming: false,
  pushNotifications: false,
  auth: { type: "none" },
};

beforeAll(async () => {
  await mesh().register("agent", "invoice-reader", AGENT, { description: "Reads invoices." });
  await mesh().register("agent", "payroll", AGENT, {
    description: "Invoices of people.",
    dataClass: "restricted",
  });
  await mesh().policy(
    'permit(principal == Agent::"friend", action, resource == Agent::"invoice-reader"); permit(principal == Agent::"boss", action, resource);',
  );
});

/** The question as the message that asks it, and what comes back as text and data. */
async function ask(client: Awaited<ReturnType<typeof sdkClient>>, parts: unknown[], more: object = {}) {
  const message = { messageId: crypto.randomUUID(), role: "ROLE_USER", parts, ...more };
  return read((await client.sendMessage(SendMessageRequest.fromJSON({ message }))) as Message);
}

function read({ parts, contextId }: Message) {
  const of = (kind: string) => parts.find(({ content }) => content?.$case === kind)?.content?.value;
  return { text: of("text") as string, data: of("data") as Record<string, unknown>, contextId };
}

const question = (skill: string, input: object) => ({ data: { skill, input } });
const names = (data: Record<string, unknown>) => (data.results as { name: string }[]).map(({ name }) => name);

describe.each(EVERY_CLIENT)("a client of A2A $generation over $binding, led by the card alone,", (choice) => {
  const connect = (agent: string) => sdkClient(mesh().url, mesh().badge({ agent }), choice);

  it("finds what its caller may know of, and nothing else", async () => {
    const asked = [question("discover", { q: "invoices" })];
    const friend = await ask(await connect("friend"), asked, { contextId: "conversation-1" });
    expect(names(friend.data)).toEqual(["invoice-reader"]);
    expect(friend.text).toContain("agent invoice-reader");
    expect(friend.contextId).toBe("conversation-1");
    expect(names((await ask(await connect("boss"), asked)).data)).toEqual(["invoice-reader", "payroll"]);
    expect((await ask(await connect("stranger"), asked)).text).toBe("Nothing that you may know of fits.");
  });

  it("asks by data, by metadata, by JSON as text or in words", async () => {
    const client = await connect("friend");
    const input = { kind: "agent", name: "invoice-reader" };
    const text = JSON.stringify({ skill: "describe", input });
    for (const [parts, metadata] of [
      [[question("describe", input)], {}],
      [[{ data: input }], { skill: "describe" }],
      [[{ text }], {}],
    ] as const) {
      const { data } = await ask(client, [...parts], { metadata });
      expect(data).toMatchObject({ name: "invoice-reader", allowed: true, operations: [{ name: "read" }] });
    }
    expect(names((await ask(client, [{ text: "invoices" }])).data)).toEqual(["invoice-reader"]);
    const missed = await ask(client, [{ text: "somebody who reads bills" }]);
    expect(missed.data).toMatchObject({ results: [], meaning: { state: "off" } });
    expect(missed.text).toContain("Only words were looked for");
  });

  it("gets the same over a stream, where it wants one", async () => {
    const client = await connect("friend");
    const message = { messageId: "m", role: "ROLE_USER", parts: [question("taxonomy", {})] };
    const events = [];
    for await (const event of client.sendMessageStream(SendMessageRequest.fromJSON({ message }))) {
      events.push(event.payload);
    }
    expect(events).toHaveLength(1);
    expect(events[0]?.$case).toBe("message");
  });

  it("learns from a refusal why, asks for access as the remedy says, and hears how it stands", async () => {
    const agent = `stranger-${choice.generation}-${choice.binding.length}`;
    const client = await connect(agent);
    const refused = await fetch(`${mesh().url}/a2a/invoice-reader`, {
      method: "POST",
      headers: { authorization: `Bearer ${mesh().badge({ agent })}`, "content-type": "application/json" },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "message/send",
        params: { message: { kind: "message", messageId: "m", role: "user", parts: [] } },
      }),
    });
    const id = refused.headers.get("signalbox-call-id");
    const why = await ask(client, [question("why_denied", { id })]);
    expect(why.data).toMatchObject({ decision: "deny", code: "policy_denied" });
    const { tool, body } = (why.data.remedy as { operation: { tool: string; body: object } }).operation;
    const asked = await ask(client, [question(tool, { ...body, reason: "To read invoices." })]);
    expect(asked.data).toMatchObject({ state: "review" });
    const { number } = asked.data;
    expect(asked.text).toContain(`Change ${number}: review.`);
    expect((await ask(client, [question("check_request", { number })])).data).toMatchObject({
      state: "review",
    });
    const [entry] = await mesh().mesh.database.sql`
      select count(*)::int as found from audit_entries
      where type = 'io.signalbox.change.proposed' and actor = ${`agent:${agent}`}`;
    expect(entry?.found).toBe(1);
    const other = await connect("friend");
    await expect(ask(other, [question("check_request", { number })])).rejects.toThrow();
  });

  it("is told that there are no tasks", async () => {
    const client = await connect("friend");
    await expect(client.getTask({ tenant: "", id: "t", historyLength: undefined })).rejects.toMatchObject({
      name: expect.stringContaining("TaskNotFound"),
    });
  });
});
