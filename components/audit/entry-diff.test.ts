import fc from "fast-check";
import { expect, test } from "vitest";
import { diffJson } from "./entry-diff";

test("names each place that differs, and nothing else", () => {
  const before = { role: "viewer", kept: [1, { a: 1 }], gone: true, list: ["x"] };
  const after = { role: "steward", kept: [1, { a: 2 }], list: ["x", "y"], fresh: { b: null } };
  expect(diffJson(before, after).differences).toEqual([
    { path: "role", before: "viewer", after: "steward" },
    { path: "kept.1.a", before: "1", after: "2" },
    { path: "list.1", before: null, after: "y" },
    { path: "fresh", before: null, after: '{\n  "b": null\n}' },
    { path: "gone", before: "true", after: null },
  ]);
  expect(diffJson({ a: {} }, { a: [] }).differences).toHaveLength(1);
  expect(diffJson({}, { constructor: "x" }).differences).toHaveLength(1);
});

test("a document does not differ from itself, and differs from no other in silence", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(diffJson(one, structuredClone(one)).differences).toEqual([]);
      const same = JSON.stringify(one) === JSON.stringify(other);
      if (!same && typeof one !== "object")
        expect(diffJson({ one }, { one: other }).differences).not.toEqual([]);
    }),
  );
});

test("says when it stops", () => {
  const long = Array.from({ length: 900 }, (_, at) => at);
  expect(diffJson([], long)).toMatchObject({ cut: true, differences: { length: 500 } });
});
