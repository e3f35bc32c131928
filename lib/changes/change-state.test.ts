import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ApprovalFacts, approvalOf, type GivenVerdict } from "./approval";
import type { ChangeState } from "./change-names.schema";
import { CHANGE_EVENTS, stateAfter } from "./change-state";
import type { Requirement, Reviewer } from "./requirement";

const PEOPLE: Reviewer[] = [
  { ref: "user:admin", role: "admin", domains: [] },
  { ref: "user:second-admin", role: "admin", domains: [] },
  { ref: "user:steward", role: "steward", domains: ["sales"] },
  { ref: "user:other-steward", role: "steward", domains: ["support"] },
  { ref: "user:reviewer", role: "reviewer", domains: [] },
  { ref: "user:viewer", role: "viewer", domains: [] },
];
const OWNERS: Requirement = { domain: "sales", from: "owners", approvals: 1, because: "a policy of sales" };
const HASHES = ["a", "b", "c"];

type Step =
  | { do: (typeof CHANGE_EVENTS)[number] }
  | { do: "edit"; by: string; to: string }
  | { do: "verdict"; by: string; verdict: "approve" | "request_changes" }
  | { do: "check"; outcome: "passed" | "failed" };

const someone = fc.constantFrom(...PEOPLE.map(({ ref }) => ref));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(...CHANGE_EVENTS.filter((event) => event !== "edit")).map((event) => ({ do: event })),
  fc.record({ do: fc.constant("edit" as const), by: someone, to: fc.constantFrom(...HASHES) }),
  fc.record({
    do: fc.constant("verdict" as const),
    by: someone,
    verdict: fc.constantFrom("approve" as const, "request_changes" as const),
  }),
  fc.record({
    do: fc.constant("check" as const),
    outcome: fc.constantFrom("passed" as const, "failed" as const),
  }),
);

/** A change as it goes through steps: the record of what happened, kept apart from what the code under test makes of it. */
interface World {
  state: ChangeState;
  hash: string;
  makers: string[];
  verdicts: { by: string; verdict: "approve" | "request_changes"; hash: string }[];
  check: "passed" | "failed";
  glassBroken: boolean;
}

function factsOf(world: World, requirements: Requirement[]): ApprovalFacts {
  return {
    contentHash: world.hash,
    makers: world.makers,
    requirements,
    verdicts: world.verdicts.map(
      ({ by, verdict, hash }): GivenVerdict => ({
        reviewer: by,
        verdict,
        contentHash: hash,
        standing: PEOPLE.filter(({ ref }) => ref === by),
      }),
    ),
    checks: [{ name: "fits", required: true, outcome: world.check }],
  };
}

function run(
  steps: readonly Step[],
  requirements: Requirement[],
  seen: (before: World, step: Step, after: World) => void,
) {
  let world: World = {
    state: "draft",
    hash: "a",
    makers: ["user:admin"],
    verdicts: [],
    check: "passed",
    glassBroken: false,
  };
  for (const one of steps) {
    const before = structuredClone(world);
    const next = structuredClone(world);
    if (one.do === "verdict") next.verdicts.push({ by: one.by, verdict: one.verdict, hash: next.hash });
    else if (one.do === "check") next.check = one.outcome;
    else {
      const { approved } = approvalOf(factsOf(world, requirements));
      const state = stateAfter(world.state, one.do, approved);
      if (state === undefined) continue;
      next.state = state;
      if (one.do === "break_glass") next.glassBroken = true;
      if (one.do === "edit" && "to" in one) {
        next.hash = one.to;
        next.makers.push(one.by);
      }
    }
    seen(before, one, next);
    world = next;
  }
}

describe("whatever happens to a change, in any order", () => {
  const steps = fc.array(step, { maxLength: 30 });

  test("it takes effect only with the approvals of others for exactly its content, without a block and with its checks passed", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 2 }), (taken, approvals) => {
        run(taken, [{ ...OWNERS, approvals }], (before, one, after) => {
          if (before.state === "applied" || after.state !== "applied" || one.do === "break_glass") return;
          const lastOf = new Map(before.verdicts.map((verdict) => [verdict.by, verdict]));
          const approvers = [...lastOf.values()].filter(
            ({ by, verdict, hash }) =>
              verdict === "approve" &&
              hash === before.hash &&
              !before.makers.includes(by) &&
              ["user:second-admin", "user:steward"].includes(by),
          );
          expect(approvers.length).toBeGreaterThanOrEqual(approvals);
          const blocks = [...lastOf.values()].filter(
            ({ by, verdict }) => verdict === "request_changes" && !before.makers.includes(by),
          );
          expect(blocks).toEqual([]);
          expect(before.check).toBe("passed");
        });
      }),
      { numRuns: 5_000 },
    );
  });

  test("what has ended stays ended, and only what was applied is taken back", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        run(taken, [OWNERS], (before, _one, after) => {
          if (before.state === "withdrawn" || before.state === "reverted")
            expect(after.state).toBe(before.state);
          if (before.state === "applied") expect(["applied", "reverted"]).toContain(after.state);
          if (after.state === "reverted") expect(["applied", "reverted"]).toContain(before.state);
          if (before.state === "canary")
            expect(["canary", "approved", "review", "applied"]).toContain(after.state);
          if (before.state === "draft")
            expect(["draft", "review", "approved", "withdrawn"]).toContain(after.state);
        });
      }),
      { numRuns: 2_000 },
    );
  });

  test("a share of the calls gets only what was approved, and only an end or its application ends it", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        run(taken, [OWNERS], (before, one, after) => {
          const { approved } = approvalOf(factsOf(before, [OWNERS]));
          if (after.state === "canary" && before.state !== "canary") {
            expect([one.do, before.state]).toEqual([
              "canary",
              expect.stringMatching(/^(approved|scheduled)$/),
            ]);
            expect(approved).toBe(true);
          }
          if (before.state === "canary" && after.state !== "canary") {
            expect(["apply", "end_canary"]).toContain(one.do);
            expect(after.state).toBe(one.do === "apply" ? "applied" : approved ? "approved" : "review");
            if (one.do === "apply") expect(approved).toBe(true);
          }
        });
      }),
      { numRuns: 5_000 },
    );
  });

  test("an edit is followed by a new review, even of the same text", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        run(taken, [OWNERS], (before, one, after) => {
          if (one.do !== "edit") return;
          expect(after.state).toBe(before.state === "draft" ? "draft" : "review");
        });
      }),
    );
  });
});

test.each([
  ["its author", "user:admin", "approve", 1],
  ["a viewer", "user:viewer", "approve", 1],
  ["a reviewer who owns nothing there", "user:reviewer", "approve", 1],
  ["a steward of another domain", "user:other-steward", "approve", 1],
  ["a steward of the domain", "user:steward", "approve", 0],
  ["another admin", "user:second-admin", "approve", 0],
] as const)("the approval of %s leaves what it leaves", (_who, by, verdict, missing) => {
  const standing = PEOPLE.filter(({ ref }) => ref === by);
  const facts = {
    contentHash: "a",
    makers: ["user:admin"],
    requirements: [OWNERS],
    verdicts: [{ reviewer: by, verdict, contentHash: "a", standing }],
    checks: [],
  };
  expect(approvalOf(facts).requirements[0]?.missing).toBe(missing);
});

test("a lent right counts, but not the right of a maker", () => {
  const verdict = (lender: string): GivenVerdict => ({
    reviewer: "user:reviewer",
    verdict: "approve",
    contentHash: "a",
    standing: PEOPLE.filter(({ ref }) => ref === "user:reviewer" || ref === lender),
  });
  const facts = { contentHash: "a", makers: ["user:admin"], requirements: [OWNERS], checks: [] };
  expect(approvalOf({ ...facts, verdicts: [verdict("user:steward")] }).approved).toBe(true);
  expect(approvalOf({ ...facts, verdicts: [verdict("user:admin")] }).approved).toBe(false);
});
