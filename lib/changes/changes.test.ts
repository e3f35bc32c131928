import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, describe, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { savePolicy } from "@/lib/registry/save-policy";
import { applyChange } from "./apply-change";
import { breakGlass } from "./break-glass";
import { commentChange } from "./comment-change";
import { delegateReview } from "./delegate-review";
import { editChange } from "./edit-change";
import { getChange } from "./get-change";
import { doWhatIsDue } from "./keep-changes";
import { listChanges } from "./list-changes";
import { revertChange } from "./revert-change";
import { reviewChange } from "./review-change";
import { approve, as, forbid, person, policyOf, propose } from "./testing/people";
import { withdrawChange } from "./withdraw-change";

const mesh = testMesh(() => new Hono());
let ada: OperationContext;
let grace: OperationContext;
let steward: OperationContext;
let foreign: OperationContext;
let viewer: OperationContext;

beforeAll(async () => {
  const one = mesh().mesh;
  ada = await person(one, "admin");
  grace = await person(one, "admin");
  steward = await person(one, "steward", ["test"]);
  foreign = await person(one, "steward", ["elsewhere"]);
  viewer = await person(one, "viewer");
});

const program = (roles: ("agent" | "admin" | "steward")[], kind: "agent" | "service" = "service") =>
  as(mesh().mesh, {
    ...ada.principal,
    caller: { kind, id: "prog" },
    subject: { kind, id: "prog" },
    chain: [{ kind, id: "prog" }],
    roles,
    badge: { id: "b", ancestors: [], issuedAtMs: 0, expiresAtMs: 1 },
  });
const apply = (context: OperationContext, number: number, at?: string) =>
  call(applyChange, { number, ...(at ? { at } : {}) }, { context });
const look = (number: number) => call(getChange, { number }, { context: ada });
const livePolicy = async (name: string) => {
  await mesh().mesh.registry.refresh();
  return mesh().mesh.registry.current().find("policy", name);
};
const entriesOf = async (number: number) =>
  (
    await mesh().mesh.database.sql<{ type: string }[]>`
      select type from audit_entries where object = ${`change:${number}`} order by tx, id`
  ).map(({ type }) => type.replace("io.signalbox.change.", ""));

describe("a change of a policy", () => {
  test("takes effect when a second person has approved it, and every step is on record", async () => {
    const { number, state } = await propose(ada, policyOf("four-eyes", forbid("f1")));
    expect(state).toBe("review");
    expect(await livePolicy("four-eyes")).toBeUndefined();
    await expect(apply(ada, number)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("1 more approval of owners of test"),
    });
    expect(await approve(steward, number)).toMatchObject({ state: "approved" });
    expect(await apply(ada, number)).toMatchObject({ state: "applied" });
    expect((await livePolicy("four-eyes"))?.spec.text).toBe(forbid("f1"));
    expect(await entriesOf(number)).toEqual(["proposed", "submitted", "approved", "applied"]);
    const [published] = await mesh().mesh.database.sql`
      select payload from audit_entries where object = 'policy:four-eyes' and type = 'io.signalbox.asset.registered'`;
    expect(published?.payload).toMatchObject({ change: number });
  });

  test("is not approved by its author, its last editor, a program, an agent, an app, a viewer or a stranger", async () => {
    const { number, contentHash } = await propose(ada, policyOf("nobody-else", forbid("n1")));
    const review = (context: OperationContext, hash = contentHash) =>
      call(reviewChange, { number, verdict: "approve", contentHash: hash }, { context });
    await expect(review(ada)).rejects.toMatchObject({ code: "permission_denied" });
    await expect(review(viewer)).rejects.toMatchObject({ code: "permission_denied" });
    await expect(review(program(["admin"]))).rejects.toMatchObject({ code: "permission_denied" });
    await expect(review(program(["agent"], "agent"))).rejects.toMatchObject({ code: "permission_denied" });
    const app = {
      ...grace.principal,
      chain: [grace.principal.subject, { kind: "service" as const, id: "app" }],
    };
    await expect(review(as(mesh().mesh, app))).rejects.toMatchObject({ code: "permission_denied" });
    expect(await review(foreign)).toMatchObject({ state: "review" });
    const edited = await call(
      editChange,
      { number, contentHash, items: [policyOf("nobody-else", forbid("n2"))] },
      { context: grace },
    );
    await expect(review(grace, edited.contentHash)).rejects.toMatchObject({ code: "permission_denied" });
    await expect(apply(ada, number)).rejects.toMatchObject({ code: "conflict" });
  });

  test("loses its approval with an edit, and an approval of what was there before is refused", async () => {
    const { number, contentHash } = await propose(ada, policyOf("edited", forbid("e1")));
    await approve(grace, number);
    const edit = { number, contentHash, items: [policyOf("edited", forbid("e2"))] };
    const edited = await call(editChange, edit, { context: ada });
    expect(edited.state).toBe("review");
    await expect(call(editChange, edit, { context: ada })).rejects.toMatchObject({ code: "conflict" });
    await expect(
      call(reviewChange, { number, verdict: "approve", contentHash }, { context: grace }),
    ).rejects.toMatchObject({ code: "conflict" });
    await expect(apply(ada, number)).rejects.toMatchObject({ code: "conflict" });
    await approve(grace, number);
    await apply(ada, number);
    expect((await livePolicy("edited"))?.spec.text).toBe(forbid("e2"));
  });

  test("waits while somebody asks for changes, whoever else approves and whatever is edited", async () => {
    const { number, contentHash } = await propose(ada, policyOf("blocked", forbid("b1")));
    const no = { number, verdict: "request_changes" as const, contentHash };
    await expect(call(reviewChange, no, { context: steward })).rejects.toMatchObject({
      code: "invalid_request",
    });
    await call(reviewChange, { ...no, note: "Too wide." }, { context: steward });
    expect(await approve(grace, number)).toMatchObject({ state: "review" });
    await call(
      editChange,
      { number, contentHash, items: [policyOf("blocked", forbid("b2"))] },
      { context: ada },
    );
    expect(await approve(grace, number)).toMatchObject({ state: "review" });
    expect((await look(number)).approval.blockedBy).toHaveLength(1);
    expect(await approve(steward, number)).toMatchObject({ state: "approved" });
  });

  test("does not take effect when its check fails, or when its approver has lost the right", async () => {
    const broken = await propose(
      ada,
      policyOf("broken", "permit(principal, action, resource) when { nonsense };"),
    );
    expect((await look(broken.number)).approval.failing).toEqual(["Policies are valid"]);
    expect(await approve(grace, broken.number)).toMatchObject({ state: "review" });
    const { number } = await propose(ada, policyOf("lost", forbid("l1")));
    const leaving = await person(mesh().mesh, "admin");
    await approve(leaving, number);
    await mesh().mesh.database
      .sql`update users set disabled_at = now() where id = ${leaving.principal.caller.id}`;
    await expect(apply(ada, number)).rejects.toMatchObject({ code: "conflict" });
  });

  test("is not applied over what became live meanwhile", async () => {
    const first = await propose(ada, policyOf("raced", forbid("r1")));
    const second = await propose(ada, policyOf("raced", forbid("r2")));
    for (const { number } of [first, second]) await approve(grace, number);
    await apply(ada, first.number);
    expect((await look(second.number)).items[0]?.conflict).toEqual({ version: 1, retired: false });
    await expect(apply(ada, second.number)).rejects.toMatchObject({ code: "conflict" });
    expect((await livePolicy("raced"))?.spec.text).toBe(forbid("r1"));
  });

  test("of a guardrail needs an admin, also where it takes one away", async () => {
    const { number } = await propose(ada, policyOf("rail", forbid("g1"), true));
    expect(await approve(steward, number)).toMatchObject({ state: "review" });
    expect(await approve(grace, number)).toMatchObject({ state: "approved" });
    await apply(ada, number);
    const away = await propose(ada, policyOf("rail", forbid("g1")));
    expect(await approve(steward, away.number)).toMatchObject({ state: "review" });
    const retired = await propose(ada, { op: "state", kind: "policy", name: "rail", lifecycle: "retired" });
    expect(await approve(steward, retired.number)).toMatchObject({ state: "review" });
  });

  test("is all of its items or none", async () => {
    await propose(ada, policyOf("whole-b", forbid("w0"))).then(async ({ number }) => {
      await approve(grace, number);
      await apply(ada, number);
    });
    const both = await propose(ada, policyOf("whole-a", forbid("w1")), policyOf("whole-b", forbid("w2")));
    const other = await propose(ada, policyOf("whole-b", forbid("w3")));
    for (const { number } of [both, other]) await approve(grace, number);
    await apply(ada, other.number);
    await expect(apply(ada, both.number)).rejects.toMatchObject({ code: "conflict" });
    expect(await livePolicy("whole-a")).toBeUndefined();
  });
});

describe("time", () => {
  test("a scheduled change takes effect at its hour, and one that no longer may goes back to review", async () => {
    const { number } = await propose(ada, policyOf("later", forbid("t1")));
    await approve(grace, number);
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect(await apply(ada, number, soon)).toMatchObject({ state: "scheduled" });
    await doWhatIsDue(mesh().mesh.database, mesh().mesh.services);
    expect((await look(number)).state).toBe("scheduled");
    const rival = await propose(ada, policyOf("rival", forbid("t2")));
    await approve(grace, rival.number);
    await apply(ada, rival.number, soon);
    await mesh().policy(forbid("t3"), "rival");
    await mesh().mesh.database.sql`update changes set apply_at = now() where state = 'scheduled'`;
    await doWhatIsDue(mesh().mesh.database, mesh().mesh.services);
    // The mesh itself does what is due too: whoever is first.
    await expect.poll(async () => (await look(number)).state).toBe("applied");
    await expect.poll(async () => (await look(rival.number)).state).toBe("review");
    expect((await entriesOf(rival.number)).at(-1)).toBe("not_applied");
  });

  test("an emergency change holds until its review, and is taken back without one", async () => {
    await mesh().policy(forbid("before"), "urgent");
    const { number } = await propose(ada, policyOf("urgent", forbid("u1")));
    await expect(
      call(breakGlass, { number, reason: "Incident" }, { context: foreign }),
    ).rejects.toMatchObject({ code: "permission_denied" });
    await call(breakGlass, { number, reason: "Incident" }, { context: ada });
    expect((await livePolicy("urgent"))?.spec.text).toBe(forbid("u1"));
    const kept = await propose(ada, policyOf("urgent-too", forbid("u2")));
    await call(breakGlass, { number: kept.number, reason: "Incident" }, { context: ada });
    await approve(grace, kept.number);
    await mesh().mesh.database
      .sql`update changes set break_glass_until = now() where break_glass_until is not null`;
    await doWhatIsDue(mesh().mesh.database, mesh().mesh.services);
    await expect.poll(async () => (await look(number)).state).toBe("reverted");
    expect((await livePolicy("urgent"))?.spec.text).toBe(forbid("before"));
    expect((await look(kept.number)).state).toBe("applied");
  });

  test("a revert is a change of its own that brings back what was there", async () => {
    await mesh().policy(forbid("old"), "undone");
    const { number } = await propose(ada, policyOf("undone", forbid("new")), policyOf("made", forbid("m1")));
    await approve(grace, number);
    await apply(ada, number);
    const revert = await call(revertChange, { number, reason: "It broke things" }, { context: ada });
    expect(revert.state).toBe("review");
    await approve(grace, revert.number);
    await apply(ada, revert.number);
    expect((await livePolicy("undone"))?.spec.text).toBe(forbid("old"));
    expect((await livePolicy("made"))?.lifecycle).toBe("retired");
    expect(await look(number)).toMatchObject({ state: "reverted", revertedBy: revert.number });
  });
});

describe("who else", () => {
  test("a lent right to review counts until it is taken back", async () => {
    const reviewer = await person(mesh().mesh, "reviewer");
    const { number } = await propose(ada, policyOf("lent", forbid("d1")));
    expect(await approve(reviewer, number)).toMatchObject({ state: "review" });
    const until = new Date(Date.now() + 3600_000).toISOString();
    const toUser = reviewer.principal.caller.id;
    await call(delegateReview, { toUser, until }, { context: steward });
    expect(await approve(reviewer, number)).toMatchObject({ state: "approved" });
  });

  test("an agent asks, comments on what is its own and sees nothing of the others'", async () => {
    const agent = program(["agent"], "agent");
    const { number } = await propose(agent, policyOf("asked", forbid("a1")));
    await call(commentChange, { number, body: "I need this for refunds." }, { context: agent });
    expect((await call(getChange, { number }, { context: agent })).comments).toHaveLength(1);
    const others = await propose(ada, policyOf("not-yours", forbid("a2")));
    await expect(call(getChange, { number: others.number }, { context: agent })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      call(commentChange, { number: others.number, body: "x" }, { context: agent }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(call(applyChange, { number }, { context: agent })).rejects.toMatchObject({
      code: "permission_denied",
    });
    expect(await approve(grace, number)).toMatchObject({ state: "approved" });
    await call(withdrawChange, { number }, { context: agent });
    await expect(apply(ada, number)).rejects.toMatchObject({ code: "conflict" });
  });

  test("a person's policy through the older door waits for a review too; a program of the installation needs none", async () => {
    const input = { name: "through-the-door", domain: "test", text: forbid("s1"), guardrail: false };
    const asked = await call(savePolicy, input, { context: steward });
    expect(asked).toMatchObject({ changed: false, version: null, change: { state: "review" } });
    expect(await livePolicy("through-the-door")).toBeUndefined();
    const written = await call(savePolicy, { ...input, name: "by-program" }, { context: program(["admin"]) });
    expect(written).toMatchObject({ changed: true, version: 1, change: { state: "applied" } });
    expect((await look(written.change?.number ?? 0)).exempt).toBe("program");
    const waiting = await call(listChanges, { box: "review" }, { context: ada });
    expect(waiting.items.map(({ number }) => number)).toContain(asked.change?.number);
    expect(waiting.items.every(({ exempt }) => exempt === null)).toBe(true);
  });

  test("a rule of the mesh's own says how many, and cannot be loosened by one person", async () => {
    const rule = {
      op: "put" as const,
      kind: "review-rule",
      name: "two-for-policies",
      head: { domain: "test" },
      spec: { kinds: ["policy"], domains: [], approvals: 2, from: "owners" },
    };
    const { number } = await propose(ada, rule);
    expect(await approve(steward, number)).toMatchObject({ state: "review" });
    await approve(grace, number);
    await apply(ada, number);
    await mesh().mesh.registry.refresh();
    const policy = await propose(ada, policyOf("by-two", forbid("y1")));
    expect(await approve(grace, policy.number)).toMatchObject({ state: "review" });
    expect(await approve(steward, policy.number)).toMatchObject({ state: "approved" });
  });
});
