import fc from "fast-check";
import { expect, test } from "vitest";
import { caseFaults, caseIdsOf, countCases, isPass, totalOf } from "./judge";

const MOST = 10_000;

test("a run passes exactly when the share of cases that passed reaches the threshold, as fractions and not as rounded numbers", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MOST }), fc.nat(MOST), fc.nat(1000), (total, some, thousandths) => {
      const passed = some % (total + 1);
      const counts = { passed, failed: total - passed, errors: 0 };
      expect(isPass(counts, thousandths / 1000)).toBe(passed * 1000 >= thousandths * total);
    }),
  );
});

test("what could not be run counts as not passed, and nothing run is no pass", () => {
  expect(isPass({ passed: 9, failed: 0, errors: 1 }, 1)).toBe(false);
  expect(isPass({ passed: 0, failed: 0, errors: 0 }, 0)).toBe(false);
});

const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 20 });
const outcome = fc.constantFrom("passed" as const, "failed" as const, "error" as const);

test("a run told case by case is taken exactly when it tells each case of the suite once", () => {
  fc.assert(
    fc.property(ids, ids, fc.boolean(), (expected, others, twice) => {
      const whole = expected.map((id) => ({ id }));
      expect(caseFaults(expected, { cases: whole })).toEqual([]);
      const told = [
        ...others.map((id) => ({ id })),
        ...(twice ? others.slice(0, 1).map((id) => ({ id })) : []),
      ];
      const same = !twice && [...expected].sort().join("\n") === [...others].sort().join("\n");
      expect(caseFaults(expected, { cases: told }).length === 0).toBe(same);
    }),
  );
});

test("counts are taken exactly when they add up to the cases of the suite", () => {
  fc.assert(
    fc.property(ids, fc.array(outcome, { maxLength: 20 }), (expected, outcomes) => {
      const counts = countCases(outcomes.map((one) => ({ outcome: one })));
      expect(totalOf(counts)).toBe(outcomes.length);
      expect(caseFaults(expected, { counts }).length === 0).toBe(outcomes.length === expected.length);
    }),
  );
  expect(caseFaults([], { counts: { passed: 0, failed: 0, errors: 0 } })).toEqual([
    "The suite has no cases.",
  ]);
});

test("a split narrows a dataset; examples have none", () => {
  const items = [
    { id: "1", split: "test", value: 1 },
    { id: "2", split: "train", value: 2 },
    { id: "3", value: 3 },
  ];
  const dataset = { kind: "dataset", spec: { itemSchema: {}, items } };
  expect(caseIdsOf(dataset, { split: "test" })).toEqual(["1"]);
  expect(caseIdsOf(dataset, {})).toEqual(["1", "2", "3"]);
  const examples = { kind: "golden-examples", spec: { examples: [{ id: "a", input: 1, expected: 2 }] } };
  expect(caseIdsOf(examples, { split: "test" })).toEqual(["a"]);
});
