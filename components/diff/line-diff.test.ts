import fc from "fast-check";
import { expect, test } from "vitest";
import { type DiffRow, lineDiff } from "./line-diff";

const rowsOf = (before: string, after: string): DiffRow[] =>
  lineDiff(before, after).blocks.flatMap((block) => (block.kind === "rows" ? block.rows : []));

test("a changed line stands beside what it was; what is only in one text stands alone", () => {
  const rows = rowsOf("a\nb\nc", "a\nB\nc\nd");
  expect(rows.map(({ kind, before, after }) => [kind, before?.text, after?.text])).toEqual([
    ["same", "a", "a"],
    ["changed", "b", "B"],
    ["same", "c", "c"],
    ["added", undefined, "d"],
  ]);
  expect(lineDiff("a\nb", "a")).toMatchObject({ added: 0, removed: 1 });
});

test("equal lines far from a change are left out and counted", () => {
  const many = Array.from({ length: 20 }, (_, at) => `line ${at}`);
  const { blocks } = lineDiff(many.join("\n"), [...many.slice(0, 10), "new", ...many.slice(10)].join("\n"));
  expect(blocks.map((block) => (block.kind === "skipped" ? block.count : block.rows.length))).toEqual([
    7, 7, 7,
  ]);
});

test("equal texts have no change, and too long ones are not compared", () => {
  expect(lineDiff("a\nb\n", "a\nb")).toMatchObject({ added: 0, removed: 0, tooLarge: false });
  expect(lineDiff("a\n".repeat(30_000), "b")).toMatchObject({ tooLarge: true, blocks: [] });
});

test("both texts can be read off again, with their line numbers", () => {
  const texts = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 });
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const { blocks } = lineDiff(before.join("\n"), after.join("\n"));
      if (blocks.some((block) => block.kind === "skipped")) return;
      const rows = rowsOf(before.join("\n"), after.join("\n"));
      for (const side of ["before", "after"] as const) {
        const numbers = rows.flatMap((row) => row[side]?.number ?? []);
        expect(numbers).toEqual(numbers.map((_, at) => at + 1));
      }
    }),
  );
});
