import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { changeAssetState } from "@/lib/registry/change-asset-state";
import { setLabel } from "@/lib/registry/labels/set-label";
import { getSuiteResult } from "@/lib/registry/suite-results/get-suite-result";
import { listSuiteResults } from "@/lib/registry/suite-results/list-suite-results";
import { recordSuiteResult } from "@/lib/registry/suite-results/record-suite-result";
import { clerkOf, clerkSpec, promptOf } from "./testing/clerk";
import { as, person } from "./testing/people";

const mesh = testMesh(() => new Hono());
let desk: Awaited<ReturnType<typeof clerkOf>>;

const items = (...ids: string[]) => ({
  itemSchema: { type: "string" },
  items: ids.map((id) => ({ id, value: id })),
});
const suite = (spec: Record<string, unknown> = {}) => ({
  cases: "dataset/letters",
  checks: [{ type: "excludes", name: "calm", text: "!!!" }],
  passAt: 0.75,
  ...spec,
});

let minute = 0;
/** A time after all those before it. */
const later = () => new Date(Date.UTC(2026, 0, 1, 0, ++minute)).toISOString();

const counts = (passed: number, failed = 4 - passed) => ({ counts: { passed, failed, errors: 0 } });
const run = (given: Record<string, unknown> = {}, context: OperationContext = desk.program) =>
  call(
    recordSuiteResult,
    { suite: "safety", subject: "agent/clerk", ranAt: later(), runner: "nightly", ...counts(4), ...given },
    { context },
  );
const suites = async () => (await desk.look()).suites;
const condition = async () =>
  (await desk.look()).conditions.find(({ id }) => id === "suites") as { state: string; words: string };
const list = (given: Record<string, unknown> = {}) =>
  call(listSuiteResults, { suite: "safety", limit: 50, ...given }, { context: desk.ada });

beforeEach(async () => {
  desk ??= await clerkOf(mesh().mesh);
  await desk.rule({ suites: ["safety"] });
  await desk.put("dataset", "letters", items("a", "b", "c", "d"));
  await desk.put("suite", "safety", suite());
  await desk.put("prompt", "greeting", promptOf("Greet."));
  await desk.put("agent", "clerk", clerkSpec);
  await mesh().mesh.registry.refresh();
});

describe("a result", () => {
  test("passes by the suite's own threshold, on record with the digests that it is of", async () => {
    const passing = await run(counts(3));
    expect(passing).toMatchObject({ verdict: "passed", share: 0.75, passAt: 0.75, recorded: true });
    expect(await run(counts(2))).toMatchObject({ verdict: "failed" });
    const { sql } = mesh().mesh.database;
    const [entry] =
      await sql`select type, actor, object, payload from audit_entries where id = ${passing.entryId}`;
    expect(entry).toMatchObject({
      type: "io.signalbox.suite.result_recorded",
      actor: "service:job",
      object: "agent:clerk",
      payload: {
        result: passing.id,
        verdict: "passed",
        suite: passing.suite,
        subject: passing.subject,
        basis: [{ name: "safety", digest: passing.suite.digest }, { name: "letters" }],
        bound: [{ name: "clerk", digest: passing.subject.digest }, { name: "chat" }, { name: "greeting" }],
      },
    });
  });

  test("says nothing of its own verdict, leaves no case out and has a time that has come", async () => {
    const wrong = (given: Record<string, unknown>, code = "invalid_request") =>
      expect(run(given)).rejects.toMatchObject({ code });
    await wrong(counts(3, 0));
    await wrong({ counts: undefined, cases: [{ id: "a", outcome: "passed" }] });
    const cases = ["a", "b", "c", "x"].map((id) => ({ id, outcome: "passed" }));
    await wrong({ counts: undefined, cases });
    await wrong({ ranAt: new Date(Date.now() + 3_600_000).toISOString() });
    await wrong({ subject: "dataset/letters" });
    // What does not even have the form.
    await wrong({ counts: undefined }, "BAD_REQUEST");
    await wrong({ cases }, "BAD_REQUEST");
    await wrong({ link: "javascript:alert(1)" }, "BAD_REQUEST");
    expect(await run({ ...counts(1), verdict: "passed" })).toMatchObject({ verdict: "failed" });
    await expect(run({ suite: "none" })).rejects.toMatchObject({ code: "not_found" });
    await expect(run({ subject: "agent/clerk@99" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("told again changes nothing, and no row is ever altered", async () => {
    const told = { ...counts(4), ranAt: later() };
    const first = await run(told);
    expect(await run(told)).toMatchObject({ id: first.id, recorded: false, entryId: null });
    const { sql } = mesh().mesh.database;
    await expect(sql`update suite_results set is_pass = not is_pass where id = ${first.id}`).rejects.toThrow(
      /not altered/,
    );
  });

  test("tells each case, with its words", async () => {
    const cases = ["a", "b", "c", "d"].map((id) =>
      id === "d" ? { id, outcome: "error" as const, note: "No answer" } : { id, outcome: "passed" as const },
    );
    const { id } = await run({ counts: undefined, cases, score: 0.91, link: "https://ci.example.com/7" });
    const found = await call(getSuiteResult, { id }, { context: desk.ada });
    expect(found).toMatchObject({ cases, passed: 3, errors: 1, score: 0.91, verdict: "passed" });
    expect(found).toMatchObject({ link: "https://ci.example.com/7", recordedBy: { ref: "service:job" } });
  });

  test("is refused to the agent itself, to who may not write, and to stewards of other domains", async () => {
    const { principal } = desk.program;
    const clerk = { kind: "agent" as const, id: "clerk" };
    const refused = (context: OperationContext) =>
      expect(run({}, context)).rejects.toMatchObject({ code: "permission_denied" });
    await refused(as(mesh().mesh, { ...principal, caller: clerk, subject: clerk, chain: [clerk] }));
    await refused(as(mesh().mesh, { ...principal, chain: [clerk, principal.caller] }));
    await refused(await person(mesh().mesh, "reviewer"));
    await refused(await person(mesh().mesh, "steward", ["elsewhere"]));
    expect(await run({}, await person(mesh().mesh, "steward", ["test"]))).toMatchObject({ recorded: true });
  });

  test("names only traces whose calls reached exactly this version", async () => {
    const { sql } = mesh().mesh.database;
    const [trace, idle] = ["ab".repeat(16), "cd".repeat(16)];
    await expect(run({ traces: [trace] })).rejects.toMatchObject({ code: "conflict" });
    const { subject } = await run();
    for (const [traceId, digest] of [
      [trace, subject.digest],
      [trace, subject.digest],
      [idle, "0".repeat(64)],
    ]) {
      await sql`
        insert into calls (id, started_at, replica_id, trace_id, span_id, protocol, method, action, caller_kind, caller_id,
          subject_id, chain, callee_kind, callee_name, callee_digest, hop, decision, policy_version, inputs, status, request_bytes)
        values (${newId()}, now(), ${newId()}, ${traceId ?? ""}, 's', 'a2a', 'm', 'invokeAgent', 'service', 'job',
          'job', '{service:job}', 'agent', 'clerk', ${digest ?? ""}, 1, 'allow', 'v', '{}', 'completed', 1)`;
    }
    const { id } = await run({ traces: [trace] });
    expect(await call(getSuiteResult, { id }, { context: desk.ada })).toMatchObject({ provingCalls: 2 });
    await expect(run({ traces: [trace, idle] })).rejects.toMatchObject({ code: "conflict" });
  });

  test("is listed with the latest run first, page by page, by suite, asset and verdict", async () => {
    await desk.put("suite", "paged", suite());
    for (const passed of [4, 0, 4, 0, 4]) await run({ suite: "paged", ...counts(passed) });
    const all = await list({ suite: "paged" });
    expect(all.items.map(({ verdict }) => verdict)).toEqual([
      "passed",
      "failed",
      "passed",
      "failed",
      "passed",
    ]);
    const times = all.items.map(({ ranAt }) => ranAt);
    expect(times).toEqual([...times].sort().reverse());
    const pages: string[] = [];
    for (let before: string | null | undefined; before !== null; ) {
      const page = await list({ suite: "paged", limit: 2, ...(before ? { before } : {}) });
      pages.push(...page.items.map(({ id }) => id));
      before = page.next;
    }
    expect(pages).toEqual(all.items.map(({ id }) => id));
    expect((await list({ suite: "paged", verdict: "failed" })).items).toHaveLength(2);
    expect((await list({ suite: "paged", subject: "agent/other" })).items).toEqual([]);
    expect((await list({ suite: undefined, subject: "agent/clerk", limit: 3 })).items).toHaveLength(3);
  });
});

describe("a certificate", () => {
  test("needs a run that passed, of exactly this version by the suite in force", async () => {
    await desk.put("suite", "safety", suite({ passAt: 0.5 }));
    expect(await condition()).toMatchObject({ state: "fails" });
    await run(counts(1));
    expect(await condition()).toMatchObject({ state: "fails", words: "It does not pass safety." });
    await run();
    expect(await condition()).toMatchObject({ state: "holds", words: "It passes safety." });
    expect(await suites()).toMatchObject([
      {
        reference: "safety",
        state: "passed",
        why: null,
        askedBy: ["rule"],
        latest: { counts: true, passed: 4 },
      },
    ]);
    // A run that was earlier is told later: the latest one is still the one that counts.
    await run({ ...counts(0), ranAt: new Date(Date.UTC(2025, 0, 1)).toISOString() });
    expect(await condition()).toMatchObject({ state: "holds" });
    await desk.certify();
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    [
      "the agent's version",
      () => desk.put("agent", "clerk", { ...clerkSpec, streaming: false }),
      /agent clerk has changed/i,
    ],
    [
      "a prompt",
      () => desk.put("prompt", "greeting", promptOf("Greet twice.")),
      /prompt greeting has changed/i,
    ],
    ["the suite", () => desk.put("suite", "safety", suite({ passAt: 0.8 })), /suite safety has changed/i],
    [
      "its cases",
      () => desk.put("dataset", "letters", items("a", "b", "c", "e")),
      /dataset letters has changed/i,
    ],
  ])("reads no result of before %s changed, and says so", async (_what, change, says) => {
    await run();
    await desk.certify();
    await change();
    const { state, certificates } = await desk.look();
    expect(state).toBe("suspended");
    expect(certificates[0]?.reasons.join(" ")).toMatch(says);
    expect(await suites()).toMatchObject([
      { state: "none", latest: { counts: false, verdict: "passed" }, why: expect.stringMatching(says) },
    ]);
    expect((await condition()).words).toMatch(/which passed, does not count/);
    await run();
    await desk.certify();
  });

  test("falls in the transaction of a later run that fails, and stands again after one that passes", async () => {
    await run();
    await desk.certify();
    const { entryId } = await run(counts(2));
    const { state, certificates } = await desk.look();
    expect([state, certificates[0]?.reasons]).toEqual(["suspended", ["It does not pass safety."]]);
    const { sql } = mesh().mesh.database;
    const commits = await sql`select xmin from audit_entries where id = ${entryId}
      or (type = 'io.signalbox.certificate.suspended' and payload->>'certificate' = ${certificates[0]?.id ?? ""})`;
    expect(commits).toHaveLength(2);
    expect(commits[0]?.xmin).toBe(commits[1]?.xmin);
    await run();
    await desk.certify();
  });

  test("falls with a suite that is taken out of use, and with a label that points at another version of it", async () => {
    await run();
    await desk.certify();
    const state = (suspended: boolean) =>
      call(
        changeAssetState,
        { kind: "suite", name: "safety", reason: "x", suspended },
        { context: desk.program },
      );
    await state(true);
    expect((await condition()).words).toMatch(/not in use/);
    expect((await desk.look()).state).toBe("suspended");
    await state(false);
    await desk.certify();
    const label = (version: number) =>
      call(setLabel, { kind: "suite", name: "safety", label: "gate", version }, { context: desk.program });
    await label((await suites())[0]?.version ?? 0);
    await desk.rule({ suites: ["safety@gate"] });
    expect((await desk.look()).state).toBe("valid");
    await desk.put("suite", "safety", suite({ passAt: 0.9 }));
    expect((await desk.look()).state).toBe("valid");
    await label((await desk.put("suite", "safety", suite({ passAt: 1 }))).version ?? 0);
    expect((await desk.look()).state).toBe("suspended");
  });

  test("is asked by the agent itself as well, and a suite that is not there never passes", async () => {
    await desk.rule({});
    await desk.put("agent", "clerk", { ...clerkSpec, suites: ["safety", "gone"] });
    await run();
    expect(await suites()).toMatchObject([
      { reference: "safety", state: "passed", askedBy: ["itself"] },
      { reference: "gone", state: "none", version: null, why: "There is no such suite." },
    ]);
    expect(await condition()).toMatchObject({ state: "fails" });
  });

  test("a result of another asset leaves it as it is", async () => {
    await run();
    await desk.certify();
    await desk.put("agent", "other", { ...clerkSpec, card: { name: "Other" } });
    await run({ subject: "agent/other", ...counts(0) });
    expect((await desk.look()).state).toBe("valid");
  });
});
