import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { registryEntities } from "@/lib/policy/entities";
import { certifyAsset } from "@/lib/registry/certification/certify-asset";
import { getCertification } from "@/lib/registry/certification/get-certification";
import { noteDrift } from "@/lib/registry/certification/note-drift";
import { changeAssetState } from "@/lib/registry/change-asset-state";
import { getAsset } from "@/lib/registry/get-asset";
import { setLabel } from "@/lib/registry/labels/set-label";
import { putAsset } from "@/lib/registry/put-asset";
import { saveDomain } from "@/lib/registry/save-domain";
import { SAMPLE_SPECS } from "@/lib/registry/testing/sample-specs";
import { toolDigest } from "@/lib/registry/tool-digest";
import { applyChange } from "./apply-change";
import { breakGlass } from "./break-glass";
import { getChange } from "./get-change";
import { listChanges } from "./list-changes";
import { contentHashOf } from "./prepare-items";
import { revertChange } from "./revert-change";
import { readItems } from "./stored-items";
import { submitChange } from "./submit-change";
import { approve, as, person, propose } from "./testing/people";

const mesh = testMesh(() => new Hono());
let ada: OperationContext;
let grace: OperationContext;
let program: OperationContext;

const REF = { kind: "agent" as const, name: "clerk" };
const tool = (description: string) => {
  const definition = { name: "send", description, inputSchema: { type: "object" } };
  return { ...definition, digest: toolDigest(definition) };
};
const server = (description: string) => ({
  url: "https://mail.example.com/mcp",
  revisions: ["2025-11-25"],
  serverInfo: {},
  capabilities: {},
  tools: [tool(description)],
  auth: { type: "none" },
});
const prompt = (content: string) => ({ messages: [{ role: "system", content }] });

const agent = {
  ...SAMPLE_SPECS.agent,
  card: { name: "Clerk" },
  skills: [],
  permitted: { tools: ["post/send"], models: ["chat"] },
  prompts: ["greeting@production"],
};

const put = (kind: string, name: string, spec: unknown, lifecycle?: "active") =>
  call(putAsset, { kind: kind as "agent", name, domain: "test", spec, lifecycle }, { context: program });
const look = () => call(getCertification, REF, { context: ada });
const certify = () => call(certifyAsset, REF, { context: ada });
const seenByPolicies = async () => {
  await mesh().mesh.registry.refresh();
  return registryEntities(mesh().mesh.registry.current())({ type: "Agent", id: "clerk" })?.attrs.certified;
};
const rule = (certification: Record<string, unknown>) =>
  put("review-rule", "lenient", {
    kinds: ["agent"],
    domains: ["test"],
    approvals: 1,
    from: "reviewers",
    certification,
  });

beforeAll(async () => {
  ada = await person(mesh().mesh, "admin");
  grace = await person(mesh().mesh, "admin");
  const caller = { kind: "service" as const, id: "prog" };
  program = as(mesh().mesh, { ...ada.principal, caller, subject: caller, chain: [caller] });
});

beforeEach(async () => {
  await call(saveDomain, { name: "test", title: "Test", contact: "desk@example.com" }, { context: program });
  await rule({ unsigned: true });
  await put("prompt", "greeting", prompt("Greet."));
  await call(
    setLabel,
    { kind: "prompt", name: "greeting", label: "production", version: 1 },
    { context: program },
  );
  await put("mcp-server", "post", server("Sends."), "active");
  await put("model", "chat", SAMPLE_SPECS.model);
  await put("agent", "clerk", agent);
  for (const [kind, name] of [
    ["mcp-server", "post"],
    ["model", "chat"],
    ["agent", "clerk"],
  ] as const) {
    const state = { reason: "In use.", lifecycle: "active" as const, suspended: false };
    await call(changeAssetState, { kind, name, ...state }, { context: program });
  }
  await mesh().mesh.registry.refresh();
});

/** Has it certified by a request that somebody else approves. */
async function certified() {
  const { number } = await propose(ada, { op: "certify", ...REF });
  await approve(grace, number);
  await call(applyChange, { number }, { context: ada });
  expect(await look()).toMatchObject({ state: "valid" });
  expect(await seenByPolicies()).toBe(true);
  expect(await call(getAsset, REF, { context: ada })).toMatchObject({ certification: "valid" });
  return number;
}

test("a certificate is refused with every condition that fails, and given when all of them hold", async () => {
  await expect(certify()).rejects.toMatchObject({
    code: "conflict",
    issues: [{ path: "review" }],
    remedy: { operation: { path: "/api/v1/changes", body: { items: [{ op: "certify", ...REF }] } } },
  });
  await rule({});
  await call(saveDomain, { name: "test", title: "Test" }, { context: program });
  const before = await look();
  expect(before.state).toBe("none");
  expect(before.conditions.filter(({ state }) => state === "fails").map(({ id }) => id)).toEqual([
    "signature",
    "owner",
    "review",
  ]);
  const { number } = await propose(ada, { op: "certify", ...REF });
  await approve(grace, number);
  await expect(call(applyChange, { number }, { context: ada })).rejects.toMatchObject({ code: "conflict" });
  await rule({ unsigned: true });
  await call(saveDomain, { name: "test", title: "Test", contact: "desk@example.com" }, { context: program });
  await call(applyChange, { number }, { context: ada });
  expect(await look()).toMatchObject({
    state: "valid",
    bound: [{ name: "clerk" }, { part: "send" }, { name: "chat" }, { reference: "greeting@production" }],
  });
  expect(await seenByPolicies()).toBe(true);
  // Asked for again, nothing changes.
  expect(await certify()).toMatchObject({ issued: false, entryId: null });
});

const WRITES: [what: string, write: () => Promise<unknown>, says: RegExp][] = [
  [
    "the agent itself",
    () => put("agent", "clerk", { ...agent, streaming: !agent.streaming }),
    /agent clerk has changed/i,
  ],
  [
    "a tool's definition",
    () => put("mcp-server", "post", server("Sends and keeps.")),
    /tool post\/send has changed/i,
  ],
  [
    "its model",
    () => put("model", "chat", { ...SAMPLE_SPECS.model, upstreamModel: "another" }),
    /model chat has changed/i,
  ],
  [
    "the label of its prompt",
    async () => {
      const { version } = await put("prompt", "greeting", prompt("Greet twice."));
      return call(
        setLabel,
        { kind: "prompt", name: "greeting", label: "production", version: version ?? 0 },
        { context: program },
      );
    },
    /prompt greeting@production has changed/i,
  ],
  [
    "the suspension of its model",
    () =>
      call(changeAssetState, { kind: "model", name: "chat", reason: "x", suspended: true }, { context: ada }),
    /model chat is no longer in use/i,
  ],
  [
    "its own suspension",
    () => call(changeAssetState, { ...REF, reason: "x", suspended: true }, { context: ada }),
    /agent clerk is no longer in use/i,
  ],
  [
    "a state that a change sets",
    async () => {
      const { number } = await propose(ada, {
        op: "state",
        kind: "mcp-server",
        name: "post",
        lifecycle: "retired",
      });
      await approve(grace, number);
      await call(applyChange, { number }, { context: ada });
    },
    /tool post\/send is no longer in use/i,
  ],
  ["drift of a tool", () => noteDrift(mesh().mesh.database, { server: "post", tool: "send" }), /post\/send/],
  ["a rule that demands a suite", () => rule({ unsigned: true, suites: ["safety"] }), /no result of safety/],
  ["a rule that accepts no unsigned card", () => rule({}), /not signed/],
  [
    "a domain without anybody",
    () => call(saveDomain, { name: "test", title: "Test" }, { context: program }),
    /Nobody answers/,
  ],
];

test.each(WRITES)(
  "%s suspends it at once, on record, with a request that asks again",
  async (_what, write, says) => {
    await certified();
    await write();
    const { state, certificates } = await look();
    const [latest] = certificates;
    expect(state).toBe("suspended");
    expect(latest?.reasons.join(" ")).toMatch(says);
    expect(await seenByPolicies()).toBe(false);
    const { sql } = mesh().mesh.database;
    const entries =
      await sql`select payload from audit_entries where type = 'io.signalbox.certificate.suspended' order by id`;
    expect(entries.at(-1)?.payload).toMatchObject({ certificate: latest?.id, change: latest?.change });
    const asked = await call(getChange, { number: latest?.change ?? 0 }, { context: ada });
    expect(asked).toMatchObject({
      title: "Certify agent clerk again",
      state: "draft",
      author: { ref: "mesh:signalbox" },
    });
    const [row] = await sql`select id, content_hash from changes where number = ${asked.number}`;
    expect(contentHashOf(await readItems(mesh().mesh.database.db, row?.id))).toBe(row?.content_hash);
  },
);

test("the request of the mesh certifies it again, with a person's approval and on what stands there then", async () => {
  await certified();
  await put("mcp-server", "post", server("Sends quickly."));
  const number = (await look()).certificates[0]?.change ?? 0;
  await call(submitChange, { number }, { context: ada });
  await approve(grace, number);
  await put("model", "chat", { ...SAMPLE_SPECS.model, upstreamModel: "meanwhile" });
  await expect(call(applyChange, { number }, { context: ada })).rejects.toMatchObject({ code: "conflict" });
  const next = await propose(ada, { op: "certify", ...REF });
  await approve(grace, next.number);
  await call(applyChange, { number: next.number }, { context: ada });
  expect((await look()).state).toBe("valid");
  // The other one has been answered.
  expect(await call(getChange, { number }, { context: ada })).toMatchObject({ state: "withdrawn" });
  const open = await call(listChanges, { box: "open", all: false, limit: 50 }, { context: ada });
  expect(open.items.filter(({ title }) => title.startsWith("Certify"))).toEqual([]);
  // What stood there once and was approved then stands again: nobody has to look twice.
  await call(
    changeAssetState,
    { kind: "model", name: "chat", reason: "x", suspended: true },
    { context: ada },
  );
  await expect(certify()).rejects.toMatchObject({ issues: [{ path: "use" }] });
  const resume = await call(
    changeAssetState,
    { kind: "model", name: "chat", reason: "x", suspended: false },
    { context: ada },
  );
  const resumed = resume.change?.number ?? 0;
  await approve(grace, resumed);
  await call(applyChange, { number: resumed }, { context: ada });
  expect(await certify()).toMatchObject({ issued: true });
});

test("nobody certifies what they asked for, no emergency and no revert gives or takes a certificate", async () => {
  await certified();
  await put("mcp-server", "post", server("Sends slowly."));
  const { number } = await propose(ada, { op: "certify", ...REF });
  await expect(approve(ada, number)).rejects.toMatchObject({ code: "permission_denied" });
  const emergency = { number, reason: "x", hours: 1 };
  await expect(call(breakGlass, emergency, { context: ada })).rejects.toMatchObject({ code: "conflict" });
  await approve(grace, number);
  await call(applyChange, { number }, { context: ada });
  await expect(call(revertChange, { number, reason: "x" }, { context: ada })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("a write of what it is not bound to leaves it as it is", async () => {
  await certified();
  await put("prompt", "other", prompt("Another."));
  await call(
    setLabel,
    { kind: "prompt", name: "greeting", label: "staging", version: 1 },
    { context: program },
  );
  expect((await look()).state).toBe("valid");
});
