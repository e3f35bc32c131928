import { expect, test } from "vitest";
import { nextSort } from "./column";
import { clampWidth, INITIAL_VIEW, MAX_WIDTH_PX, MIN_WIDTH_PX, readTableView } from "./table-view";

const COLUMNS = ["status", "cost"];

test("a kept view is read again, without columns that have gone", () => {
  const view = { hidden: ["cost", "gone"], widths: { status: 120, gone: 300 }, density: "comfortable" };
  expect(readTableView(JSON.stringify(view), COLUMNS)).toEqual({
    hidden: ["cost"],
    widths: { status: 120 },
    density: "comfortable",
  });
});

test.each([null, "", "{", "7", '{"hidden":"all"}', '{"hidden":[],"widths":[]}'])(
  "what cannot be read (%s) counts as nothing kept",
  (text) => {
    expect(readTableView(text, COLUMNS)).toEqual(INITIAL_VIEW);
  },
);

test("a kept width that cannot be drawn becomes one that can", () => {
  const text = '{"hidden":[],"widths":{"status":1e9,"cost":"wide"},"density":"roomy"}';
  expect(readTableView(text, COLUMNS)).toEqual({
    hidden: [],
    widths: { status: MAX_WIDTH_PX },
    density: "compact",
  });
});

test("a width stays drawable", () => {
  expect([clampWidth(-5), clampWidth(99.6), clampWidth(1e6)]).toEqual([MIN_WIDTH_PX, 100, MAX_WIDTH_PX]);
});

test("a title asks for the largest first, then the smallest, then for the list's own order", () => {
  const down = nextSort(undefined, "cost");
  const up = nextSort(down, "cost");
  expect([down, up, nextSort(up, "cost")]).toEqual([
    { column: "cost", descending: true },
    { column: "cost", descending: false },
    undefined,
  ]);
  expect(nextSort(up, "status")).toEqual({ column: "status", descending: true });
});
