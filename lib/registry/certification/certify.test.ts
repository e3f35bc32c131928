import fc from "fast-check";
import { expect, test } from "vitest";
import type { BoundPart } from "./certification.schema";
import { certificationRuleFor, type NamedRule } from "./certification-rule";
import { type CertificationFacts, certify, isCertified } from "./certify";
import { compareBound } from "./compare-bound";
import { boundDigestOf } from "./read-bound";

const part: fc.Arbitrary<BoundPart> = fc.record({
  kind: fc.constantFrom("prompt", "model", "mcp-server"),
  name: fc.constantFrom("a", "b", "c"),
  part: fc.constantFrom(null, "*", "t"),
  reference: fc.constantFrom("a", "a@production"),
  version: fc.constantFrom(null, 1, 2),
  digest: fc.constantFrom(null, "d1", "d2"),
  inUse: fc.boolean(),
});
const keyOf = ({ kind, name, part: of, reference }: BoundPart) => `${kind} ${name} ${of} ${reference}`;
const parts = fc.uniqueArray(part, { maxLength: 5, selector: keyOf });

const facts: fc.Arbitrary<CertificationFacts> = fc.record({
  domain: fc.constant("sales"),
  signature: fc.oneof(
    fc.constant(null),
    fc.constantFrom("none", "unverified", "invalid", "other_key").map((state) => ({ state }) as const),
    fc.constant({ state: "verified", kid: "k", keySource: "https://a.example" } as const),
  ),
  owner: fc.constantFrom(undefined, "Ada"),
  severe: fc.array(fc.constant("/spec: It hides."), { maxLength: 2 }),
  rule: fc.record({
    unsigned: fc.boolean(),
    programs: fc.boolean(),
    suites: fc.constant([]),
    from: fc.constant(["r"]),
  }),
  suites: fc.array(
    fc.record({ name: fc.constantFrom("s", "t"), passed: fc.constantFrom(undefined, true, false) }),
    {
      maxLength: 2,
    },
  ),
  review: fc.constantFrom(
    undefined,
    { change: 1, by: "person" } as const,
    { change: 1, by: "program" } as const,
  ),
  bound: parts,
  drifted: fc.constantFrom([], ["mail/send"]),
});

test("an asset is certified exactly when nothing is missing that is required", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const { signature, rule, review } = given;
      const signed =
        signature === null || signature.state === "verified" || (signature.state === "none" && rule.unsigned);
      const wanted =
        signed &&
        given.owner !== undefined &&
        given.severe.length === 0 &&
        given.suites.every(({ passed }) => passed === true) &&
        (review?.by === "person" || (review?.by === "program" && rule.programs)) &&
        given.bound.every(({ digest, inUse }) => digest !== null && inUse) &&
        given.drifted.length === 0;
      expect(isCertified(certify(given))).toBe(wanted);
    }),
  );
});

test("every condition is named once, and what fails says what would make it hold", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const conditions = certify(given);
      expect(conditions.map(({ id }) => id)).toEqual([
        "signature",
        "owner",
        "scan",
        "suites",
        "review",
        "use",
      ]);
      for (const { state, words, remedy } of conditions) {
        expect(words).not.toBe("");
        expect(remedy !== null).toBe(state === "fails");
      }
    }),
  );
});

test("what a certificate is bound to differs exactly when a part, its digest or its use does", () => {
  fc.assert(
    fc.property(parts, parts, (before, now) => {
      const essence = (all: BoundPart[]) =>
        all
          // What is not there is not in use either.
          .map((one) => `${keyOf(one)} ${one.digest} ${one.inUse}`)
          .sort()
          .join("\n");
      const told = compareBound(before, now).length > 0;
      if (essence(before) === essence(now)) expect(told).toBe(false);
      else if (before.concat(now).every(({ digest }) => digest !== null)) expect(told).toBe(true);
      if (
        !told &&
        before.length === now.length &&
        before.every((one, at) => keyOf(one) === keyOf(now[at] as BoundPart))
      ) {
        expect(boundDigestOf(before)).toBe(boundDigestOf(now));
      }
    }),
  );
});

const rule: fc.Arbitrary<NamedRule> = fc.record({
  name: fc.constantFrom("r", "s", "t"),
  lifecycle: fc.constantFrom("active", "retired"),
  spec: fc.record({
    kinds: fc.constantFrom([], ["agent"], ["model"]),
    domains: fc.constantFrom([], ["sales"]),
    approvals: fc.constant(1),
    from: fc.constant("reviewers" as const),
    certification: fc.record(
      { unsigned: fc.boolean(), programs: fc.boolean(), suites: fc.constantFrom(["x"], ["y"]) },
      { requiredKeys: [] },
    ),
  }),
});

test("another rule never accepts what was not accepted, and never takes a suite away", () => {
  const agent = { kind: "agent", domain: "sales" };
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), rule, (rules, more) => {
      const before = certificationRuleFor(rules, agent);
      const after = certificationRuleFor([...rules, more], agent);
      if (before.from.length > 0) {
        expect(Number(after.unsigned)).toBeLessThanOrEqual(Number(before.unsigned));
        expect(Number(after.programs)).toBeLessThanOrEqual(Number(before.programs));
      }
      expect(after.suites).toEqual(expect.arrayContaining([...before.suites]));
    }),
  );
  expect(certificationRuleFor([], agent)).toEqual({ unsigned: false, programs: false, suites: [], from: [] });
});
