import { expect, test } from "vitest";
import { readDraft } from "./drafts";

const draft = { person: "ada", at: "2026-11-23T00:00:00.000Z", text: '{"a":1}' };

test("a draft is its person's alone", () => {
  const kept = JSON.stringify(draft);
  expect(readDraft(kept, "ada")).toEqual(draft);
  expect(readDraft(kept, "bo")).toBeUndefined();
});

test.each([null, "", "{", "null", "[]", '{"person":"ada"}', '{"person":"ada","at":1,"text":"x"}'])(
  "%j is no draft",
  (kept) => expect(readDraft(kept, "ada")).toBeUndefined(),
);
