import type { SpecOf } from "../kinds";
import type { ChangeLine } from "./change-line.schema";
import { jsonLines } from "./json-lines";
import { partLines } from "./part-lines";
import { isSame, valueWords } from "./value-words";

/** What differs between two versions of a prompt: its messages by place, its variables and its tests. */
export function describePrompt(before: Partial<SpecOf<"prompt">>, after: SpecOf<"prompt">): ChangeLine[] {
  type Part = SpecOf<"prompt">["messages"][number] & { nth: number };
  const counted = (parts: SpecOf<"prompt">["messages"] = []): Part[] =>
    parts.map((part, at) => ({ ...part, nth: at + 1 }));
  return [
    ...partLines<Part>(
      {
        path: "messages",
        key: ({ nth }) => String(nth),
        name: (part) =>
          "include" in part
            ? `Message ${part.nth} (includes ${part.include})`
            : `Message ${part.nth} (${part.role})`,
        about: (part) => ("include" in part ? "" : valueWords(part.content)),
        detail: messageWords,
      },
      counted(before.messages),
      counted(after.messages),
    ),
    ...partLines(
      {
        path: "variables",
        key: ({ name }) => name,
        name: ({ name }) => `Variable ${name}`,
        about: ({ type, default: given }) =>
          given === undefined ? `${type}, must be given` : `${type}, ${valueWords(given)} if not given`,
        detail: (was, is) => jsonLines("", was, is).map(({ text }) => text),
      },
      before.variables,
      after.variables,
    ),
    ...partLines(
      { path: "tests", key: ({ name }) => name, name: ({ name }) => `Test “${name}”` },
      before.tests,
      after.tests,
    ),
  ];
}

function messageWords(
  was: SpecOf<"prompt">["messages"][number],
  is: SpecOf<"prompt">["messages"][number],
): string[] {
  if ("include" in was || "include" in is) return [];
  return [
    ...(was.role === is.role ? [] : [`it is the ${is.role}’s now, was the ${was.role}’s`]),
    ...(was.content === is.content
      ? []
      : [`another text, ${lengthWords(was.content.length, is.content.length)}`]),
  ];
}

function lengthWords(before: number, after: number): string {
  const more = after - before;
  if (more === 0) return "as long as before";
  return `${Math.abs(more)} ${Math.abs(more) === 1 ? "character" : "characters"} ${more > 0 ? "longer" : "shorter"}`;
}

/** What differs between two versions of a workflow, step by step. */
export function describeWorkflow(
  before: Partial<SpecOf<"workflow">>,
  after: SpecOf<"workflow">,
): ChangeLine[] {
  const steps = partLines(
    {
      path: "steps",
      key: ({ id }) => id,
      name: ({ id }) => `Step ${id}`,
      about: ({ uses, operation }) => `by ${uses}${operation ? `, ${operation}` : ""}`,
      detail: (was, is) => jsonLines("", was, is).map(({ text }) => text),
    },
    before.steps,
    after.steps,
  );
  return [...steps, ...jsonLines("input", before.input, after.input)];
}

/** What differs between two versions of a dataset: what its items must be, and how many came, went and changed. */
export function describeDataset(before: Partial<SpecOf<"dataset">>, after: SpecOf<"dataset">): ChangeLine[] {
  return [
    ...jsonLines("itemSchema", before.itemSchema, after.itemSchema),
    ...jsonLines("splits", before.splits, after.splits),
    ...countLines("items", "item", before.items, after.items),
  ];
}

export function describeGoldenExamples(
  before: Partial<SpecOf<"golden-examples">>,
  after: SpecOf<"golden-examples">,
): ChangeLine[] {
  return [
    ...jsonLines("inputSchema", before.inputSchema, after.inputSchema),
    ...jsonLines("outputSchema", before.outputSchema, after.outputSchema),
    ...countLines("examples", "example", before.examples, after.examples),
  ];
}

const NAMED = 5;

/** Ten thousand items are counted, with the first few named. */
function countLines<T extends { id: string }>(
  path: string,
  one: string,
  before: readonly T[] = [],
  after: readonly T[] = [],
): ChangeLine[] {
  const old = new Map(before.map((item) => [item.id, item]));
  const now = new Map(after.map((item) => [item.id, item]));
  const counted = (change: ChangeLine["change"], items: readonly T[], verb: string): ChangeLine[] => {
    if (items.length === 0) return [];
    const names = items
      .slice(0, NAMED)
      .map(({ id }) => id)
      .join(", ");
    const more = items.length > NAMED ? ` and ${items.length - NAMED} more` : "";
    const many = items.length === 1 ? `1 ${one}` : `${items.length} ${one}s`;
    return [{ change, path, text: `${many} ${verb}: ${names}${more}` }];
  };
  const lines = [
    ...counted(
      "added",
      after.filter(({ id }) => !old.has(id)),
      "added",
    ),
    ...counted(
      "removed",
      before.filter(({ id }) => !now.has(id)),
      "removed",
    ),
    ...counted(
      "changed",
      after.filter((item) => old.has(item.id) && !isSame(old.get(item.id), item)),
      "changed",
    ),
  ];
  if (lines.length > 0 || isSame([...before], [...after])) return lines;
  return [{ change: "changed", path, text: `The order of the ${one}s has changed` }];
}

/** What differs between two versions of a suite: its cases, its checks, and how many must pass. */
export function describeSuite(before: Partial<SpecOf<"suite">>, after: SpecOf<"suite">): ChangeLine[] {
  return partLines(
    {
      path: "checks",
      key: ({ name }) => name,
      name: ({ name, type }) => `Check ${name} (${type})`,
      detail: (was, is) => jsonLines("", was, is).map(({ text }) => text),
    },
    before.checks,
    after.checks,
  );
}
