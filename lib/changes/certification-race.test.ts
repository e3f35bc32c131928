import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { findAssetHead } from "@/db/queries/assets";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { authorOf } from "@/lib/identity/author";
import type { OperationContext } from "@/lib/identity/operation";
import { stopUser } from "@/lib/identity/operations/users";
import { certifyAsset } from "@/lib/registry/certification/certify-asset";
import { issueCertificate } from "@/lib/registry/certification/issue-certificate";
import { changeAssetState } from "@/lib/registry/change-asset-state";
import { putAsset } from "@/lib/registry/put-asset";
import { recordSuiteResult } from "@/lib/registry/suite-results/record-suite-result";
import { SAMPLE_SPECS } from "@/lib/registry/testing/sample-specs";
import { CLERK, clerkOf, clerkSpec } from "./testing/clerk";
import { person } from "./testing/people";

const mesh = testMesh(() => new Hono());
let desk: Awaited<ReturnType<typeof clerkOf>>;
let steward: OperationContext | undefined;

let nth = 0;
const safety = {
  cases: "dataset/letters",
  checks: [{ type: "excludes", name: "calm", text: "!!!" }],
  passAt: 1,
};

/** A step that a test holds up. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** The same context with everything that it does in this transaction: the connection of somebody else. */
const inside = (context: OperationContext, tx: Db): OperationContext => ({
  ...context,
  database: { ...context.database, db: tx },
});

/** Waits until some connection waits for a lock of another one. */
async function untilSomebodyWaits() {
  const { sql } = mesh().mesh.database;
  await expect
    .poll(async () => {
      const [row] = await sql`
        select count(*)::int as n from pg_stat_activity
        where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`;
      return row?.n;
    })
    .toBeGreaterThan(0);
}

const record = (passed: number, context: OperationContext) =>
  call(
    recordSuiteResult,
    {
      suite: "safety",
      subject: "agent/clerk",
      counts: { passed, failed: 1 - passed, errors: 0 },
      ranAt: new Date(Date.UTC(2026, 0, 1, 0, ++nth)).toISOString(),
      runner: "nightly",
    },
    { context },
  );
const stop = async (who: OperationContext | undefined, context = desk.ada) =>
  who && call(stopUser, { userId: who.principal.caller.id }, { context });
/** A rule that accepts no card without a signature. */
const strict = (domain: string, context: OperationContext) =>
  call(
    putAsset,
    {
      kind: "review-rule",
      name: "strict",
      domain: "test",
      spec: { kinds: ["agent"], domains: [domain], approvals: 1, from: "reviewers", certification: {} },
    },
    { context },
  );
const toggle = (suspended: boolean) =>
  call(changeAssetState, { kind: "model", name: "chat", reason: "x", suspended }, { context: desk.program });

/** What was approved once stands there again, but its certificate is suspended: whoever asks for one gets it at once. */
beforeEach(async () => {
  desk ??= await clerkOf(mesh().mesh);
  if (steward) await stop(steward);
  steward = await person(mesh().mesh, "steward", ["test"]);
  await desk.contact(undefined);
  await desk.rule({ suites: ["safety"] });
  await strict("elsewhere", desk.program);
  await desk.put("dataset", "letters", { itemSchema: {}, items: [{ id: "a", value: 1 }] });
  await desk.put("suite", "safety", safety);
  await desk.put("model", "chat", SAMPLE_SPECS.model);
  await desk.put("agent", "clerk", clerkSpec);
  await mesh().mesh.registry.refresh();
  await record(1, desk.program);
  await desk.certify();
  await toggle(true);
  await toggle(false);
  expect((await desk.look()).state).toBe("suspended");
});

const ALTERATIONS: [
  what: string,
  alter: (context: (own: OperationContext) => OperationContext) => Promise<unknown>,
][] = [
  [
    "another version of what it names",
    (context) =>
      call(
        putAsset,
        {
          kind: "model",
          name: "chat",
          domain: "test",
          spec: { ...SAMPLE_SPECS.model, upstreamModel: `m-${++nth}` },
        },
        { context: context(desk.program) },
      ),
  ],
  ["a run that fails", (context) => record(0, context(desk.program))],
  [
    "another version of the suite",
    (context) =>
      call(
        putAsset,
        { kind: "suite", name: "safety", domain: "test", spec: { ...safety, runs: (++nth % 99) + 1 } },
        { context: context(desk.program) },
      ),
  ],
  ["a rule that demands more", (context) => strict("test", context(desk.program))],
  ["the leaving of whoever answered for it", (context) => stop(steward, context(desk.ada))],
];

test.each(ALTERATIONS)(
  "%s that is not committed yet is waited for by whoever gives a certificate",
  async (_what, alter) => {
    const { db } = mesh().mesh.database;
    const [written, commit] = [gate(), gate()];
    const altering = db.transaction(async (tx) => {
      await alter((own) => inside(own, tx));
      written.open();
      await commit.opened;
    });
    await written.opened;
    const asked = call(certifyAsset, CLERK, { context: desk.ada }).catch((err: unknown) => err);
    await untilSomebodyWaits();
    commit.open();
    await altering;
    expect(await asked).toMatchObject({ code: "conflict" });
    expect((await desk.look()).state).toBe("suspended");
  },
);

test.each(ALTERATIONS)("%s that comes while a certificate is given suspends it", async (_what, alter) => {
  const { db } = mesh().mesh.database;
  const [given, commit] = [gate(), gate()];
  const head = await findAssetHead(db, CLERK);
  const giving = db.transaction(async (tx) => {
    const asset = { ...CLERK, digest: head?.digest ?? "" };
    const evidence = { signature: { state: "none" as const }, severe: [], drifted: [] };
    const { issued } = await issueCertificate(tx, asset, evidence, authorOf(desk.ada.principal));
    expect(issued).toBe(true);
    given.open();
    await commit.opened;
  });
  await given.opened;
  const altering = alter((own) => own);
  await untilSomebodyWaits();
  commit.open();
  await Promise.all([giving, altering]);
  const { state, certificates } = await desk.look();
  expect(state).toBe("suspended");
  expect(certificates[0]?.reasons).not.toEqual([]);
  expect(certificates[1]?.state).toBe("suspended");
});

test("two that alter what the same certificate names do not stop each other", async () => {
  await call(certifyAsset, CLERK, { context: desk.ada });
  const { db } = mesh().mesh.database;
  const [written, commit] = [gate(), gate()];
  const spec = { ...clerkSpec, streaming: !clerkSpec.streaming };
  const first = db.transaction(async (tx) => {
    const context = inside(desk.program, tx);
    await call(putAsset, { ...CLERK, domain: "test", spec }, { context });
    written.open();
    await commit.opened;
  });
  await written.opened;
  const second = desk.put("model", "chat", { ...SAMPLE_SPECS.model, upstreamModel: `m-${++nth}` });
  await untilSomebodyWaits();
  commit.open();
  await Promise.all([first, second]);
  expect((await desk.look()).state).toBe("suspended");
});

test("results of the same asset that come at once do not stop each other", async () => {
  await call(certifyAsset, CLERK, { context: desk.ada });
  const recorded = await Promise.all([1, 1, 1, 0, 1].map((passed) => record(passed, desk.program)));
  expect(recorded.map(({ recorded: isNew }) => isNew)).toEqual([true, true, true, true, true]);
});
