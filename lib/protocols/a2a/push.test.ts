import { createHmac, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { a2aRoutes } from "./routes";
import { message, raw, rpc } from "./testing/raw-call";
import { recordingAgent } from "./testing/recording-agent";
import { EVERY_CLIENT, sdkClient, textMessage } from "./testing/sdk-client";

const mesh = testMesh((running) => a2aRoutes(running, { retriesMs: [20, 40, 80], pollMs: 200 }));
const upstreams = { "1.0": recordingAgent(["1.0"]), "0.3": recordingAgent(["0.3"]) };

interface Delivery {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

const received: Delivery[] = [];
let failures = 0;
let webhook = "";
let server: Server;

beforeAll(async () => {
  server = createServer(async (req, res) => {
    let body = "";
    for await (const chunk of req) body += String(chunk);
    if (failures > 0) {
      failures--;
      res.writeHead(503).end();
      return;
    }
    received.push({ headers: req.headers, body });
    res.writeHead(204).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`;
  await mesh().allowAll();
  await mesh().register("agent", "agent-1.0", await upstreams["1.0"]().spec());
  await mesh().register("agent", "agent-0.3", await upstreams["0.3"]().spec());
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const badge = () => mesh().badge({ agent: "caller" });

async function delivered(count: number, about: (delivery: Delivery) => boolean): Promise<Delivery[]> {
  return vi.waitFor(
    () => {
      const found = received.filter(about);
      if (found.length < count) throw new Error(`${found.length} of ${count} notifications so far`);
      return found;
    },
    { timeout: 10_000, interval: 10 },
  );
}

describe.each(["1.0", "0.3"] as const)("with an agent of %s", (version) => {
  describe.each(EVERY_CLIENT)("and a client of $generation over $binding", (choice) => {
    const upstream = () => upstreams[version]();
    const client = () => sdkClient(`${mesh().url}/a2a/agent-${version}`, badge(), choice);

    it("notifications reach the caller's webhook, and the agent never learns of it", async () => {
      const sdk = await client();
      upstream().forget();
      const token = `token-${randomUUID()}`;
      const configuration = { taskPushNotificationConfig: { url: webhook, token } };
      const sent = await sdk.sendMessage(textMessage(`tck-complete-task-${randomUUID()}`, { configuration }));
      const taskId = "id" in sent ? sent.id : "";
      const found = await delivered(2, ({ headers }) => headers["x-a2a-notification-token"] === token);
      for (const { body, headers } of found) {
        expect(body).toContain(taskId);
        expect(JSON.parse(body).kind === undefined).toBe(choice.generation === "1.0");
        const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
        const signature = createHmac("sha256", token).update(signed).digest("base64");
        expect(headers["webhook-signature"]).toBe(`v1,${signature}`);
      }
      const atTheAgent = JSON.stringify(upstream().seen);
      expect(atTheAgent).not.toContain(webhook);
      expect(atTheAgent).not.toContain(token);
      expect(atTheAgent).toContain(`/a2a/agent-${version}/push/`);
    });

    it("configurations are made, read, listed and deleted", async () => {
      const sdk = await client();
      const sent = await sdk.sendMessage(textMessage(`tck-input-required-${randomUUID()}`));
      const taskId = "id" in sent ? sent.id : "";
      const config = { tenant: "", taskId, id: "mine", url: webhook, token: "t", authentication: undefined };
      const made = await sdk.createTaskPushNotificationConfig(config);
      expect(made).toMatchObject({ taskId, id: "mine", url: webhook, token: "t" });
      const key = { tenant: "", taskId, id: "mine" };
      expect(await sdk.getTaskPushNotificationConfig(key)).toMatchObject({ id: "mine", url: webhook });
      const page = { tenant: "", taskId, pageSize: 0, pageToken: "" };
      expect((await sdk.listTaskPushNotificationConfig(page)).configs).toMatchObject([
        { id: "mine", url: webhook },
      ]);
      await sdk.deleteTaskPushNotificationConfig(key);
      expect((await sdk.listTaskPushNotificationConfig(page)).configs).toEqual([]);
    });
  });
});

describe("a notification", () => {
  it("is tried again until the receiver takes it, and each delivery is on record", async () => {
    failures = 2;
    const credentials = `secret-${randomUUID()}`;
    const params = {
      ...message(`tck-complete-task-${randomUUID()}`),
      configuration: {
        taskPushNotificationConfig: { url: webhook, authentication: { scheme: "Bearer", credentials } },
      },
    };
    await rpc(mesh(), "agent-1.0", badge(), { method: "SendMessage", params });
    const [first] = await delivered(1, ({ headers }) => headers.authorization === `Bearer ${credentials}`);
    await vi.waitFor(async () => {
      const entries = await mesh().mesh.database.sql`
        select payload from audit_entries where type = 'io.signalbox.push.delivered'
        and payload->>'delivery' = ${String(first?.headers["webhook-id"])}`;
      expect(entries[0]?.payload).toMatchObject({ attempts: 3, url: webhook });
    });
    const dump = JSON.stringify(await mesh().mesh.database.sql`select * from a2a_push_configs`);
    expect(dump).not.toContain(credentials);
  });

  it("without the token of its webhook is refused, whether the webhook exists or not", async () => {
    const params = {
      ...message(`tck-input-required-${randomUUID()}`),
      configuration: { taskPushNotificationConfig: { url: webhook } },
    };
    await rpc(mesh(), "agent-1.0", badge(), { method: "SendMessage", params });
    const [row] = await mesh().mesh.database
      .sql`select hook_id from a2a_push_configs order by created_at desc limit 1`;
    const post = (hook: string) =>
      raw(mesh(), `/a2a/agent-1.0/push/${hook}`, { method: "POST", body: "{}", badge: "guess" });
    const existing = await post(String(row?.hook_id));
    const absent = await post(randomUUID());
    expect(existing.status).toBe(401);
    expect(existing.text).toBe(absent.text);
  });

  it("to an address inside the network is refused when it is asked for", async () => {
    const params = {
      ...message(randomUUID()),
      configuration: { taskPushNotificationConfig: { url: "http://169.254.169.254/latest" } },
    };
    const answer = await rpc(mesh(), "agent-1.0", badge(), { method: "SendMessage", params });
    expect(answer.status).toBe(403);
    expect(JSON.stringify(answer.json)).toContain("egress_blocked");
  });
});
