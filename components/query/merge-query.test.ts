import { expect, test } from "vitest";
import { parseQuery } from "@/lib/core/query/parse-query";
import { printQuery } from "@/lib/core/query/print-query";
import { CALL_FIELDS } from "@/lib/records/call-fields.schema";
import { completionsOf } from "./completions";
import { chosenValues, mergeQuery, withValues } from "./merge-query";

const read = (text: string) => parseQuery(text, CALL_FIELDS).query;
const print = (query: ReturnType<typeof read>) => printQuery(query, CALL_FIELDS);

test.each([
  ["status:denied", "status:failed", "status:denied,failed"],
  ["status:denied", "-status:denied", "-status:denied"],
  ["status:denied", "status:denied", "status:denied"],
  ["cost>0.01", "cost>0.02", "cost>0.02"],
  ["cost>0.01", "cost<1", "cost>0.01 cost<1"],
  ["since:24h", "since:7d", "from:7d"],
  ["old words", "callee:a new", "callee:a new"],
])("%s with %s is %s", (old, more, merged) => {
  expect(print(mergeQuery(read(old), read(more), CALL_FIELDS))).toBe(merged);
});

test("a menu changes the values that are asked for, and nothing else", () => {
  const query = read("status:denied -status:failed callee:a");
  expect(chosenValues(query, "status")).toEqual(["denied"]);
  expect(print(withValues(query, "status", ["held"]))).toBe("status:held -status:failed callee:a");
  expect(print(withValues(query, "status", []))).toBe("-status:failed callee:a");
});

const complete = (text: string, caret = text.length) =>
  completionsOf({
    text,
    caret,
    fields: CALL_FIELDS,
    values: { callee: [{ value: "crm tools", count: 3 }, { value: "chat" }] },
    recents: ["status:held"],
  }).map(({ insert, from, to }) => text.slice(0, from) + insert + text.slice(to));

test.each([
  ["stat", ["status:"]],
  ["dur", ["duration>"]],
  ["sin", ["since:"]],
  ["-stat", ["-status:"]],
  ["status:deni", ["status:denied"]],
  ["status:denied,hel", ["status:denied,held"]],
  ["callee:crm", ['callee:"crm tools"']],
  ["callee:c", ['callee:"crm tools"', "callee:chat"]],
  ["callee:chat", []],
  ["nothing like a field", []],
  ["colour:r", []],
])("%s can become %j", (text, completed) => expect(complete(text)).toEqual(completed));

test("an empty input offers what was used before, then every field that fits", () => {
  expect(complete("").slice(0, 2)).toEqual(["status:held", "status:"]);
});

test("a word in the middle is completed where it stands", () => {
  expect(complete("stat callee:a", 4)).toEqual(["status: callee:a"]);
});
