import fc from "fast-check";
import { expect, test } from "vitest";
import { type CedarValueJson, type EntityJson, preparsePolicySet, statefulIsAuthorized } from "./cedar-wasm";
import { compilePolicy } from "./compile/compile-policy";
import type { DecisionRequest } from "./decision";
import { parsePolicies } from "./parse-policies";
import { createPolicySet } from "./policy-set";
import { policyText } from "./testing/policy-arbitrary";
import { requests, type World, worlds } from "./testing/request-arbitrary";

/** Comparisons of one policy on one request. `SIGNALBOX_DIFFERENTIAL=100000` is the full run. */
const CASES = Number(process.env.SIGNALBOX_DIFFERENTIAL ?? 10_000);
const POLICIES_A_RUN = 16;
const REQUESTS_A_RUN = 8;
const TIMEOUT_MS = 600_000;
const RUNS = Math.ceil(CASES / (POLICIES_A_RUN * REQUESTS_A_RUN));

/** In a set of one effect the reference evaluator reports each policy's own outcome: all that hold and all that fail. */
for (const effect of ["permit", "forbid"] as const) {
  test(
    `each compiled ${effect} holds, does not hold or fails exactly as in the reference evaluator`,
    () => {
      let compared = 0;
      let held = 0;
      let failed = 0;
      fc.assert(
        fc.property(
          fc.array(policyText(effect), { minLength: POLICIES_A_RUN, maxLength: POLICIES_A_RUN }),
          worlds(),
          fc.array(requests(), { minLength: REQUESTS_A_RUN, maxLength: REQUESTS_A_RUN }),
          (texts, world, asked) => {
            const engine = engineOf(texts);
            for (const request of asked) {
              const expected = askReference(texts, world, request);
              const decision = engine.decide(request, world.source);
              const actual = {
                reason: decision.policies.map((policy) => policy.id).sort(),
                errors: decision.errors.map((error) => error.policyId).sort(),
              };
              expect(actual).toEqual({ reason: expected.reason, errors: expected.errors });
              compared += texts.length;
              held += expected.reason.length;
              failed += expected.errors.length;
            }
          },
        ),
        { numRuns: Math.ceil(RUNS / 2), endOnFailure: false },
      );
      // The generator must reach all three outcomes often, or agreement says little.
      expect(held / compared).toBeGreaterThan(0.05);
      expect(failed / compared).toBeGreaterThan(0.05);
    },
    TIMEOUT_MS,
  );
}

test(
  "a mixed set gives the reference evaluator's decision, deciding policies and errors",
  () => {
    const mixed = fc.array(fc.oneof(policyText("permit"), policyText("forbid")), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(mixed, worlds(), requests(), (texts, world, request) => {
        const expected = askReference(texts, world, request);
        const decision = engineOf(texts).decide(request, world.source);
        expect({
          decision: decision.effect,
          reason: decision.policies.map((policy) => policy.id).sort(),
          errors: decision.errors.map((error) => error.policyId).sort(),
        }).toEqual(expected);
      }),
      { numRuns: Math.max(200, Math.ceil(CASES / 100)) },
    );
  },
  TIMEOUT_MS,
);

test("the generated policies are compiled, not handed to the fallback", () => {
  const texts = fc.sample(policyText("permit"), 300);
  const compiled = parsePolicies({ assetName: "t", text: texts.join("\n"), guardrail: false }).filter(
    (policy) => compilePolicy(policy.est).conditions !== undefined,
  );
  expect(compiled.length / texts.length).toBeGreaterThan(0.7);
});

function engineOf(texts: readonly string[]) {
  const text = texts.map((policy, index) => `@id("p${index}") ${policy}`).join("\n");
  return createPolicySet([{ assetName: "t", text, guardrail: false }]);
}

let prepared: readonly string[] = [];

function askReference(texts: readonly string[], world: World, request: DecisionRequest) {
  if (prepared !== texts) {
    const staticPolicies = Object.fromEntries(texts.map((text, index) => [`p${index}`, text]));
    expect(preparsePolicySet("differential", { staticPolicies }).type).toBe("success");
    prepared = texts;
  }
  const isTool = request.action === "callTool" && request.resource.type === "Tool";
  const action = { type: "Action", id: isTool ? `callTool:${request.resource.id}` : request.action };
  const group = { type: "Action", id: "callTool" };
  const actions: EntityJson[] = [
    { uid: group, attrs: {}, parents: [] },
    { uid: { type: "Action", id: "useModel" }, attrs: {}, parents: [] },
    ...["m1/t1", "m1/t2"].map((tool) => ({
      uid: { type: "Action", id: `callTool:${tool}` },
      attrs: {},
      parents: [group],
    })),
  ];
  const answer = statefulIsAuthorized({
    principal: request.principal,
    action,
    resource: request.resource,
    context: request.context as Record<string, CedarValueJson>,
    preparsedPolicySetId: "differential",
    entities: [...world.records.map(({ ref, ...rest }) => ({ uid: ref, ...rest }) as EntityJson), ...actions],
  });
  if (answer.type === "failure") throw new Error(answer.errors.map((err) => err.message).join("; "));
  const { decision, diagnostics } = answer.response;
  return {
    decision,
    reason: [...diagnostics.reason].sort(),
    errors: diagnostics.errors.map((error) => error.policyId).sort(),
  };
}
