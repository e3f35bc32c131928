import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRecord } from "@/lib/core/is-record";
import { type AssetKind, assetKinds, type SpecOf } from "../kinds";
import { readSpec } from "../specs/read-spec";
import { SAMPLE_SPECS } from "../testing/sample-specs";
import { describeChange } from "./describe-change";

const sample = <K extends AssetKind>(kind: K) => readSpec(kind, structuredClone(SAMPLE_SPECS[kind]));
const words = <K extends AssetKind>(kind: K, before: SpecOf<K> | undefined, after: SpecOf<K>) =>
  describeChange(kind, before, after).map(({ change, text }) => `${change}: ${text}`);

/** Places of every text, number and truth value in a JSON value. */
function leavesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => leavesOf(item, [...path, String(at)]));
  if (isRecord(value))
    return Object.entries(value).flatMap(([name, item]) => leavesOf(item, [...path, name]));
  return [path];
}

/** The same value with one leaf changed. */
function withLeaf(
  value: unknown,
  [name = "", ...rest]: readonly string[],
  change: (leaf: unknown) => unknown,
): unknown {
  if (Array.isArray(value))
    return value.map((item, at) => (String(at) === name ? withLeafOr(item, rest, change) : item));
  if (!isRecord(value)) return change(value);
  return { ...value, [name]: withLeafOr(value[name], rest, change) };
}
const withLeafOr = (value: unknown, rest: readonly string[], change: (leaf: unknown) => unknown) =>
  rest.length === 0 ? change(value) : withLeaf(value, rest, change);

const other = (leaf: unknown) =>
  typeof leaf === "number"
    ? leaf + 1
    : typeof leaf === "boolean"
      ? !leaf
      : leaf === null
        ? "x"
        : `${String(leaf)} x`;

describe("what differs between two versions", () => {
  it.each(assetKinds)("%s: nothing between equal ones, and something for every single difference", (kind) => {
    const spec = sample(kind);
    expect(describeChange(kind, spec, structuredClone(spec))).toEqual([]);
    expect(describeChange(kind, undefined, spec).length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.constantFrom(...leavesOf(spec)), (path) => {
        const changed = withLeaf(spec, path, other) as typeof spec;
        expect(describeChange(kind, spec, changed).length, path.join(".")).toBeGreaterThan(0);
        expect(describeChange(kind, changed, spec).length, path.join(".")).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it("names skills, and what an agent is permitted", () => {
    const before = sample("agent");
    const after = {
      ...before,
      skills: [{ id: "translate", name: "Translate", description: "Into German", tags: [] }],
      permitted: { ...before.permitted, tools: ["mcp-server/lookup"] },
    };
    expect(words("agent", before, after)).toEqual([
      "removed: Skill Answer: Answers a letter is gone",
      "added: Skill Translate is new: Into German",
      "added: permitted.tools gains mcp-server/lookup",
      "removed: permitted.tools loses mcp-server/*",
    ]);
  });

  it("says which argument of which tool changed, and that models read descriptions", () => {
    const before = sample("mcp-server");
    const [tool] = before.tools;
    if (!tool) throw new Error("the sample has a tool");
    const inputSchema = {
      type: "object",
      properties: { id: { type: "integer" }, all: {} },
      required: ["id"],
    };
    const after = {
      ...before,
      tools: [{ ...tool, description: "Finds anybody", inputSchema, access: undefined }],
    };
    expect(words("mcp-server", before, after)).toEqual([
      'changed: Tool lookup: another description, which models read; id is “integer” now, was “string”; id is needed now; the argument all is new; access is gone: it was {"agents":["agent"]}',
    ]);
  });

  it("tells policies by their ids, with whom they speak of", () => {
    const policy = (text: string) => ({ text, guardrail: false });
    const before = policy(`@id("read") permit(principal, action == Action::"discover", resource);
      @id("old") forbid(principal == Agent::"a", action, resource);`);
    const after = policy(`// A comment
      @id("read") permit(principal in Domain::"sales", action == Action::"discover", resource) when { context.depth < 2 };
      @id("new") permit(principal, action == Action::"useModel", resource == Model::"large");`);
    expect(words("policy", before, after)).toEqual([
      "removed: Forbid old: The agent a may not do anything with anything is gone",
      "changed: Permit read: now “Everyone in the domain sales may see anything, if:”, was “Everyone may see anything.”; only under a condition now",
      "added: Permit new is new: Everyone may use the model large",
    ]);
    expect(words("policy", before, policy(`\n${before.text}`))).toEqual([
      "changed: The text is laid out or commented differently; its rules are the same",
    ]);
    expect(words("policy", before, { ...before, guardrail: true })).toEqual([
      "added: It binds the whole organisation, as a guardrail",
    ]);
  });

  it("counts the items of a dataset instead of listing ten thousand", () => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ id: `i${at}`, value: { letter: "A" } }));
    const before = { ...sample("dataset"), items: items(3) };
    expect(words("dataset", before, { ...before, items: items(12) })).toEqual([
      "added: 9 items added: i3, i4, i5, i6, i7 and 4 more",
    ]);
  });

  it("says what a prompt, a budget and a price are now", () => {
    const prompt = sample("prompt");
    const [first, ...rest] = prompt.messages;
    if (!first || "include" in first) throw new Error("the sample begins with a message");
    const longer = { ...prompt, messages: [{ ...first, content: `${first.content}!` }, ...rest] };
    expect(words("prompt", prompt, longer)).toEqual([
      "changed: Message 1 (system): another text, 1 character longer",
    ]);
    const budget = sample("budget");
    expect(words("budget", budget, { ...budget, amount: "300.00" })).toEqual([
      "changed: amount is now “300.00”, was “250.00”",
    ]);
    const table = sample("price-table");
    const entries = table.entries.map((entry) => ({ ...entry, price: { ...entry.price, output: "20" } }));
    expect(words("price-table", table, { ...table, entries })).toEqual([
      "changed: Price of large-1: now 3 in and 20 out for a million tokens, USD, was 3 in and 15 out for a million tokens, USD",
    ]);
  });
});
