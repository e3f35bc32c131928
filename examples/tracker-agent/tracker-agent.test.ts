import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Role, type Task, TaskState } from "@a2a-js/sdk";
import { ClientFactory, JsonRpcTransportFactory, RestTransportFactory } from "@a2a-js/sdk/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openIssueStore } from "./issue-store";
import { readRequest } from "./read-request";
import { readSettings } from "./settings";
import { startTrackerAgent, type TrackerAgent } from "./start-tracker-agent";
import { taskGrants } from "./task-grants";

let dataDir: string;
let agent: TrackerAgent | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tracker-"));
});
afterEach(async () => {
  await agent?.close();
  agent = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

/** No mesh is needed for what the tracker does alone. */
async function started(env: Record<string, string> = {}): Promise<TrackerAgent> {
  const base = { DATA_DIR: dataDir, MESH_URL: "http://127.0.0.1:9", CLIENT_ID: "c", CLIENT_SECRET: "s" };
  agent = await startTrackerAgent(readSettings({ ...base, ...env }));
  return agent;
}

async function ask(url: string, transport: JsonRpcTransportFactory | RestTransportFactory, text: string) {
  const client = await new ClientFactory({ transports: [transport] }).createFromUrl(url);
  const part = { content: { $case: "text" as const, value: text }, metadata: undefined, filename: "" };
  return (await client.sendMessage({
    tenant: "",
    configuration: undefined,
    metadata: undefined,
    message: {
      messageId: crypto.randomUUID(),
      contextId: "",
      taskId: "",
      role: Role.ROLE_USER,
      parts: [{ ...part, mediaType: "text/plain" }],
      metadata: undefined,
      extensions: [],
      referenceTaskIds: [],
    },
  })) as Task;
}

const headers = { authorization: "Bearer anything" };
const fetchImpl: typeof fetch = (input, init) =>
  fetch(input, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), ...headers } });

describe("the tracker", () => {
  it("understands what it is asked for, and only that", () => {
    expect(readRequest("Please prepare the renewal of customer C-1042.")).toMatchObject({
      skill: "renewal-brief",
      customer: "C-1042",
      writes: true,
    });
    expect(readRequest("Give me an overview of C-1042")).toMatchObject({
      skill: "customer-overview",
      writes: false,
    });
    expect(readRequest("Which issues are open?")).toEqual({ kind: "list" });
    expect(readRequest("What is the weather?")).toBeUndefined();
  });

  it("pins every tool that touches records to the customer of the task", () => {
    const grants = taskGrants("crm-tools", "C-1042", true).filter(({ tool }) => tool !== "find_customer");
    expect(grants.map((grant) => grant.arguments?.customer_id)).toEqual(
      grants.map(() => ({ equals: "C-1042" })),
    );
    expect(taskGrants("crm-tools", "C-1042", false).map(({ tool }) => tool)).not.toContain(
      "update_deal_stage",
    );
  });

  it("keeps its issues through a restart", () => {
    const store = openIssueStore(dataDir);
    const { key } = store.open({ project: "REN", title: "Renewal of C-1042", customer: "C-1042" });
    store.settle(key, "done", "Prepared.");
    expect(openIssueStore(dataDir).list()).toMatchObject([
      { key: "REN-1", state: "done", outcome: "Prepared." },
    ]);
  });

  it("answers over both bindings of A2A 1.0", async () => {
    openIssueStore(dataDir).open({ project: "REN", title: "Renewal of C-1042", customer: "C-1042" });
    const { url } = await started();
    for (const transport of [
      new JsonRpcTransportFactory({ fetchImpl }),
      new RestTransportFactory({ fetchImpl }),
    ]) {
      const task = await ask(url, transport, "Which issues are open?");
      expect(task.status?.state).toBe(TaskState.TASK_STATE_COMPLETED);
      expect(task.artifacts[0]?.parts[0]?.content?.value).toBe("REN-1 open: Renewal of C-1042");
    }
  });

  it("rejects what it has no skill for, and settles an issue that it cannot get done", async () => {
    const { url } = await started();
    const transport = new JsonRpcTransportFactory({ fetchImpl });
    const weather = await ask(url, transport, "What is the weather?");
    expect(weather.status?.state).toBe(TaskState.TASK_STATE_REJECTED);
    // The mesh does not answer, so nobody can be found for the work.
    const renewal = await ask(url, transport, "Prepare the renewal of customer C-1042.");
    expect(renewal.status?.state).toBe(TaskState.TASK_STATE_FAILED);
    expect(openIssueStore(dataDir).list()).toMatchObject([{ state: "blocked" }]);
  });

  it("turns away who does not come through the mesh", async () => {
    const { url } = await started({ BADGE_AUDIENCE: "http://mesh.example/a2a/tracker" });
    const init = { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: "{}" };
    expect((await fetch(`${url}/rpc`, init)).status).toBe(401);
    expect((await fetch(`${url}/rest/message:send`, init)).status).toBe(401);
  });
});
