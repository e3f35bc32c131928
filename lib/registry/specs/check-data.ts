import type { DatasetSpec, GoldenExamplesSpec } from "../kinds/dataset";
import type { SuiteSpec } from "../kinds/suite";
import type { WorkflowSpec } from "../kinds/workflow";
import type { SpecIssue } from "./issue";
import { valueCheck } from "./value-check";

const MAX_ISSUES = 50;

/** Whether every item fits the schema and stands in a split that there is. */
export function checkDataset({ itemSchema, splits = [], items }: DatasetSpec): SpecIssue[] {
  const check = checkOf(itemSchema, "itemSchema");
  const issues = [...check.issues, ...namedTwice(items, "items")];
  items.forEach((item, at) => {
    if (issues.length > MAX_ISSUES) return;
    if (item.split !== undefined && !splits.includes(item.split)) {
      issues.push({ path: `items.${at}.split`, message: `There is no split ${item.split}.` });
    }
    issues.push(...check.problemsOf(item.value, `items.${at}.value`));
  });
  return issues;
}

export function checkGoldenExamples(spec: GoldenExamplesSpec): SpecIssue[] {
  const input = checkOf(spec.inputSchema ?? {}, "inputSchema");
  const output = checkOf(spec.outputSchema ?? {}, "outputSchema");
  const issues = [...input.issues, ...output.issues, ...namedTwice(spec.examples, "examples")];
  spec.examples.forEach((example, at) => {
    if (issues.length > MAX_ISSUES) return;
    issues.push(...input.problemsOf(example.input, `examples.${at}.input`));
    issues.push(...output.problemsOf(example.expected, `examples.${at}.expected`));
  });
  return issues;
}

export function checkSuite({ checks }: SuiteSpec): SpecIssue[] {
  const named = checks.map(({ name }) => ({ id: name }));
  const schemas = checks.flatMap((check, at) =>
    check.type === "fits" ? checkOf(check.schema, `checks.${at}.schema`).issues : [],
  );
  return [...namedTwice(named, "checks"), ...schemas];
}

/** Whether the steps can be put in an order: each needs only steps that there are, and none needs itself by a detour. */
export function checkWorkflow({ input, steps }: WorkflowSpec): SpecIssue[] {
  const issues = [...(input ? checkOf(input, "input").issues : []), ...namedTwice(steps, "steps")];
  const known = new Set(steps.map(({ id }) => id));
  steps.forEach(({ needs = [] }, at) => {
    for (const name of needs) {
      if (!known.has(name)) issues.push({ path: `steps.${at}.needs`, message: `There is no step ${name}.` });
    }
  });
  if (issues.length > 0) return issues;
  const done = new Set<string>();
  for (let left = [...steps]; left.length > 0; ) {
    const ready = left.filter(({ needs = [] }) => needs.every((name) => done.has(name)));
    if (ready.length === 0) {
      const ring = left.map(({ id }) => id).join(", ");
      return [{ path: "steps", message: `These steps need each other in a ring: ${ring}.` }];
    }
    for (const { id } of ready) done.add(id);
    left = left.filter(({ id }) => !done.has(id));
  }
  return [];
}

interface SchemaCheck {
  /** What is wrong with the schema itself. */
  issues: SpecIssue[];
  problemsOf(value: unknown, path: string): SpecIssue[];
}

function checkOf(schema: Readonly<Record<string, unknown>>, path: string): SchemaCheck {
  const check = valueCheck(schema);
  if (typeof check === "string") return { issues: [{ path, message: check }], problemsOf: () => [] };
  return {
    issues: [],
    problemsOf: (value, at) => check.problemsOf(value).map((message) => ({ path: at, message })),
  };
}

function namedTwice(list: readonly { id: string }[], path: string): SpecIssue[] {
  const seen = new Set<string>();
  return list.flatMap(({ id }, at): SpecIssue[] => {
    if (seen.has(id)) return [{ path: `${path}.${at}`, message: `${id} is there twice.` }];
    seen.add(id);
    return [];
  });
}
