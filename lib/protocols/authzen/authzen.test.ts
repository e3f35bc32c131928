import { beforeAll, describe, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { newPerson, type Person } from "@/lib/protocols/oauth/testing/person";
import type { AgentSpec } from "@/lib/registry/kinds/agent";
import { gatewayApp } from "@/lib/runtime/gateway-app";

const mesh = testMesh(gatewayApp);
let person: Person;

const spec: AgentSpec = {
  card: {},
  cardUrl: "http://127.0.0.1:9/card",
  interfaces: [{ url: "http://127.0.0.1:9/rpc", binding: "JSONRPC", version: "1.0" }],
  skills: [],
  streaming: false,
  pushNotifications: false,
  auth: { type: "none" },
};

beforeAll(async () => {
  await mesh().register("agent", "crm", spec);
  await mesh().register("agent", "payments", spec);
  await mesh().policy(`
    @id("crm") permit(principal == Agent::"alice", action == Action::"invokeAgent", resource == Agent::"crm");
    @id("people") permit(principal is User, action == Action::"invokeAgent", resource == Agent::"crm");
    @id("held") @approval("human") permit(principal == Agent::"alice", action == Action::"invokeAgent", resource == Agent::"payments");`);
  person = await newPerson(mesh().mesh);
});

const viewer = () =>
  mesh().badge({ chain: [{ kind: "service", id: "pep" }], roles: ["viewer"], scopes: ["mesh", "admin"] });
const alice = () => mesh().badge({ agent: "alice" });
const question = (type: string, id: string, resource = "crm", action = "invokeAgent") => ({
  subject: { type, id },
  action: { name: action },
  resource: { type: "agent", id: resource },
});

async function ask(body: unknown, badge: string | undefined = viewer(), path = "evaluation") {
  const response = await fetch(`${mesh().url}/access/v1/${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-request-id": "r-1",
      ...(badge ? { authorization: `Bearer ${badge}` } : {}),
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    json: (await response.json()) as Record<string, unknown>,
  };
}

describe("one question", () => {
  test.each([
    ["agent", "alice", "crm", true, undefined],
    ["agent", "bob", "crm", false, "policy_denied"],
    ["agent", "alice", "payments", false, "approval_required"],
    ["agent", "alice", "nobody", false, "not_found"],
    ["service", "no-such-client", "crm", false, "not_found"],
    ["user", "no-such-person", "crm", false, "not_found"],
  ])("%s %s on %s: %s", async (type, id, resource, decision, code) => {
    const { status, json, headers } = await ask(question(type, id, resource));
    expect([status, json.decision, headers.get("x-request-id")]).toEqual([200, decision, "r-1"]);
    expect((json.context as { reason?: { code: string } } | undefined)?.reason?.code).toBe(code);
  });

  test("about a person is answered as for the person", async () => {
    expect((await ask(question("user", person.user.id))).json).toEqual({ decision: true });
  });

  test("gets the answer that the call itself gets", async () => {
    for (const agent of ["alice", "bob"]) {
      const call = await fetch(`${mesh().url}/a2a/crm/message:send`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${mesh().badge({ agent })}`,
          "content-type": "application/json",
          "a2a-version": "1.0",
        },
        body: JSON.stringify({ message: { messageId: agent, role: "ROLE_USER", parts: [{ text: "x" }] } }),
      });
      const { json } = await ask(question("agent", agent));
      expect(json.decision).toBe(call.status !== 403);
    }
  });

  test("is asked about oneself by anybody, about others by those who may read the audit trail", async () => {
    expect((await ask(question("agent", "alice"), alice())).json).toEqual({ decision: true });
    expect((await ask(question("agent", "bob"), alice())).status).toBe(403);
    const narrow = mesh().badge({ chain: [{ kind: "service", id: "pep" }], roles: ["viewer"] });
    const refused = await ask(question("agent", "bob"), narrow);
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      403,
      expect.stringContaining('error="insufficient_scope"'),
    ]);
    const nobody = await ask(question("agent", "alice"), "");
    expect([nobody.status, nobody.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringContaining(
        `resource_metadata="${mesh().url}/.well-known/oauth-protected-resource/access/v1"`,
      ),
    ]);
  });

  test.each<[string, unknown]>([
    ["no JSON", "{"],
    ["a subject twice", '{"subject":{},"subject":{}}'],
    ["no subject", { action: { name: "invokeAgent" }, resource: { type: "agent", id: "crm" } }],
    ["an unknown action", question("agent", "alice", "crm", "delete")],
    ["an action of another kind", question("agent", "alice", "crm", "callTool")],
    ["a subject that never calls", question("robot", "alice")],
    [
      "a tool without its server",
      { ...question("agent", "alice"), resource: { type: "tool", id: "x" }, action: { name: "callTool" } },
    ],
  ])("with %s is a 400", async (_name, body) => expect((await ask(body)).status).toBe(400));
});

describe("several questions", () => {
  const list = (semantic?: string) => ({
    action: { name: "invokeAgent" },
    resource: { type: "agent", id: "crm" },
    evaluations: ["alice", "bob", "alice"].map((id) => ({ subject: { type: "agent", id } })),
    ...(semantic ? { options: { evaluations_semantic: semantic } } : {}),
  });
  const decisions = async (body: unknown) =>
    ((await ask(body, viewer(), "evaluations")).json.evaluations as { decision: boolean }[]).map(
      (one) => one.decision,
    );

  test("are answered in order, as far as the caller wants", async () => {
    expect(await decisions(list())).toEqual([true, false, true]);
    expect(await decisions(list("execute_all"))).toEqual([true, false, true]);
    expect(await decisions(list("deny_on_first_deny"))).toEqual([true, false]);
    expect(await decisions(list("permit_on_first_permit"))).toEqual([true]);
  });

  test("one that makes no sense is a no that says why; without a list it is one question", async () => {
    const { json } = await ask(
      { ...list(), evaluations: [{}, { subject: { type: "agent", id: "alice" } }] },
      viewer(),
      "evaluations",
    );
    expect(json.evaluations).toMatchObject([
      { decision: false, context: { error: { status: 400 } } },
      { decision: true },
    ]);
    expect((await ask(question("agent", "alice"), viewer(), "evaluations")).json).toEqual({ decision: true });
    expect((await ask({ ...list(), evaluations: Array(101).fill({}) }, viewer(), "evaluations")).status).toBe(
      400,
    );
  });
});

test("the configuration names what is served", async () => {
  const { url } = mesh();
  expect(await (await fetch(`${url}/.well-known/authzen-configuration`)).json()).toEqual({
    policy_decision_point: url,
    access_evaluation_endpoint: `${url}/access/v1/evaluation`,
    access_evaluations_endpoint: `${url}/access/v1/evaluations`,
  });
});
