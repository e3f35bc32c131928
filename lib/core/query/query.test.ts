import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuery } from "./parse-query";
import { printQuery } from "./print-query";
import type { Condition, Query, QueryField } from "./query-field";
import { paramsOfQuery, queryOfParams } from "./query-params";

type Name = "status" | "callee" | "cost" | "duration" | "since";
const FIELDS: readonly QueryField<Name>[] = [
  {
    name: "status",
    label: "Status",
    hint: "How it ended",
    kind: "choice",
    choices: ["denied", "failed"].map((value) => ({ value, label: value })),
  },
  { name: "callee", label: "Called", hint: "What was called", kind: "text" },
  { name: "cost", label: "Cost", hint: "What it cost", kind: "money" },
  { name: "duration", label: "Duration", hint: "How long it took", kind: "duration" },
  { name: "since", label: "Since", hint: "From then on", kind: "time" },
];
const read = (text: string) => parseQuery(text, FIELDS);

describe("a query", () => {
  it("is read into conditions and free text", () => {
    const { query, problems } = read(
      'status:denied,failed -callee:"a b" cost>0.01 duration:<=2s since:24h find "this, too"',
    );
    expect(problems).toEqual([]);
    expect(query.text).toBe("find this, too");
    expect(query.conditions).toEqual([
      { field: "status", not: false, compare: "=", value: "denied" },
      { field: "status", not: false, compare: "=", value: "failed" },
      { field: "callee", not: true, compare: "=", value: "a b" },
      { field: "cost", not: false, compare: ">", value: "0.01" },
      { field: "duration", not: false, compare: "<=", value: "2s" },
      { field: "since", not: false, compare: "=", value: "24h" },
    ]);
  });

  it.each([
    ["status:gone", 7, 4, /“gone” is not a status/, /denied, failed/],
    ["a colour:red", 2, 6, /no field “colour”/, /status, callee/],
    ["cost>lots", 5, 4, /not a number/, /cost>0\.01/],
    ["duration>2", 9, 1, /not a duration/, /duration>2s/],
    ["status>denied", 0, 13, /cannot be compared/, /status:denied/],
    ["-cost>1", 0, 7, /cannot be excluded/, /cost/],
    ["since:yesterday", 6, 9, /not a time/, /since:24h/],
    ["callee:", 0, 7, /needs a value/, /callee:value/],
    ['callee:"a b', 7, 4, /not closed/, /quote/],
    ["status:denied, failed", 0, 14, /needs a value/, /status/],
    ["-word", 0, 5, /cannot be excluded/, /quotes/],
  ])("says of %s where and what is wrong", (text, at, length, message, hint) => {
    const [problem] = read(text).problems;
    expect(problem).toMatchObject({ at, length });
    expect(problem?.message).toMatch(message);
    expect(problem?.hint).toMatch(hint);
  });

  it("keeps what is right beside what is wrong", () => {
    expect(read("status:denied cost>x").query.conditions).toHaveLength(1);
  });

  it("has one beginning: what was said last counts", () => {
    expect(read("since:24h since:7d").query.conditions.map(({ value }) => value)).toEqual(["7d"]);
  });

  it("never fails on any text, and problems lie within it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        for (const { at, length } of read(text).problems) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at + length).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it("is the same as text, as parameters and as it was", () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const { query: reread, problems } = read(printQuery(query, FIELDS));
        expect(problems).toEqual([]);
        expect(inOrder(reread)).toEqual(inOrder(query));
        expect(printQuery(reread, FIELDS)).toBe(printQuery(query, FIELDS));
        const params = queryOfParams(paramsOfQuery(query, FIELDS), FIELDS);
        expect(params.wrong).toEqual([]);
        expect(inOrder(params.query)).toEqual(inOrder(query));
      }),
    );
  });

  it("says of parameters that do not fit what is wrong", () => {
    const { query, wrong } = queryOfParams({ status: ["gone", "denied"], cost: ">x" }, FIELDS);
    expect(query.conditions.map(({ value }) => value)).toEqual(["denied"]);
    expect(wrong).toHaveLength(2);
  });
});

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const anyText = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" });
const anyCondition: fc.Arbitrary<Condition<Name>> = fc.oneof(
  fc.record({
    field: oneOf("status" as const),
    not: fc.boolean(),
    compare: oneOf("=" as const),
    value: oneOf("denied", "failed"),
  }),
  fc.record({
    field: oneOf("callee" as const),
    not: fc.boolean(),
    compare: oneOf("=" as const),
    value: anyText,
  }),
  fc.record({
    field: oneOf("cost" as const),
    not: fc.constant(false),
    compare: oneOf("=" as const, ">" as const, "<=" as const),
    value: oneOf("0.01", "3"),
  }),
);
const anyQuery: fc.Arbitrary<Query<Name>> = fc.record({
  conditions: fc.array(anyCondition, { maxLength: 6 }),
  text: fc.array(anyText, { maxLength: 3 }).map((words) => words.join(" ").replace(/\s+/g, " ").trim()),
});

/** The order of conditions says nothing. */
function inOrder({ conditions, text }: Query<Name>) {
  return { conditions: conditions.map((one) => JSON.stringify(one)).sort(), text };
}
