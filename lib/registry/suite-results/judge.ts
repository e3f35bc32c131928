import type { SpecOf } from "../kinds";

/** How many cases ended how. A case passes when it passes every check in every run of it. */
export interface Counts {
  passed: number;
  failed: number;
  /** Cases that could not be run to an end. They count as not passed. */
  errors: number;
}

export const CASE_OUTCOMES = ["passed", "failed", "error"] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];

export function countCases(cases: readonly { outcome: CaseOutcome }[]): Counts {
  const of = (wanted: CaseOutcome) => cases.filter(({ outcome }) => outcome === wanted).length;
  return { passed: of("passed"), failed: of("failed"), errors: of("error") };
}

export function totalOf({ passed, failed, errors }: Counts): number {
  return passed + failed + errors;
}

/** Whether a run passes: the share of cases that passed reaches what the suite wants. Nobody who sends a result says so. */
export function isPass(counts: Counts, passAt: number): boolean {
  const total = totalOf(counts);
  return total > 0 && counts.passed / total >= passAt;
}

/** The cases that a suite has in a dataset or in golden examples, by id. */
export function caseIdsOf(
  cases: { kind: string; spec: unknown },
  { split }: Pick<SpecOf<"suite">, "split">,
): string[] {
  if (cases.kind === "golden-examples") {
    return (cases.spec as SpecOf<"golden-examples">).examples.map(({ id }) => id);
  }
  const { items } = cases.spec as SpecOf<"dataset">;
  return items.filter((item) => split === undefined || item.split === split).map(({ id }) => id);
}

const NAMED_MOST = 5;

/**
 * What is wrong with what a runner says came of the cases, a sentence each. A run that leaves cases out proves nothing about them, so all of them are told, those that could not be run as errors.
 * @param told outcomes by case, or their counts
 */
export function caseFaults(
  expected: readonly string[],
  told: { counts: Counts } | { cases: readonly { id: string }[] },
): string[] {
  if (expected.length === 0) return ["The suite has no cases."];
  if ("counts" in told) {
    const total = totalOf(told.counts);
    return total === expected.length
      ? []
      : [
          `The suite has ${expected.length} cases, ${total} are told. Count those that were not run as errors.`,
        ];
  }
  const ids = told.cases.map(({ id }) => id);
  const given = new Set(ids);
  const wanted = new Set(expected);
  const seen = new Set<string>();
  const twice = ids.filter((id) => seen.size === seen.add(id).size);
  const unknown = ids.filter((id) => !wanted.has(id));
  const missing = expected.filter((id) => !given.has(id));
  return [
    ...said("These cases are told twice", twice),
    ...said("The suite has no such cases", unknown),
    ...said("These cases are missing; tell those that were not run as errors", missing),
  ];
}

function said(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length > NAMED_MOST ? ` and ${ids.length - NAMED_MOST} more` : "";
  return [`${what}: ${ids.slice(0, NAMED_MOST).join(", ")}${more}.`];
}
