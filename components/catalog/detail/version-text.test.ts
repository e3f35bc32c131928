import { expect, test } from "vitest";
import { versionTexts } from "./version-text";

test("the order of members makes no difference, that of a list does", () => {
  expect(versionTexts({ b: { d: 1, c: 2 }, a: [2, 1] })).toEqual(
    versionTexts({ a: [2, 1], b: { c: 2, d: 1 } }),
  );
  expect(versionTexts({ a: [1, 2] })).not.toEqual(versionTexts({ a: [2, 1] }));
});

test("Cedar stands on its own, line by line", () => {
  const [cedar, rest] = versionTexts({ text: "permit(\n  principal\n);\n", guardrail: true });
  expect(cedar).toEqual({ part: "Cedar", text: "permit(\n  principal\n);" });
  expect(rest?.text).toBe('{\n  "guardrail": true\n}');
});

test("a prompt's messages stand on their own, as they are read", () => {
  const messages = [{ include: "tone@production" }, { role: "user", content: "First\nSecond" }];
  expect(versionTexts({ messages, variables: [] })).toEqual([
    { part: "Messages", text: "includes tone@production\n\nuser:\nFirst\nSecond" },
    { part: "Specification", text: '{\n  "variables": []\n}' },
  ]);
});
