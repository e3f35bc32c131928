import { expect, test } from "vitest";
import { extended, NOTHING_SELECTED, toggled, toggledAll } from "./selection";

const ORDER = ["a", "b", "c", "d"];
const ids = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join("");

test("a row is selected and taken out", () => {
  const one = toggled(NOTHING_SELECTED, "b");
  expect(ids(one)).toBe("b");
  expect(ids(toggled(one, "b"))).toBe("");
});

test("a range goes from the row that was selected last, in both directions, and can be moved", () => {
  const c = toggled(NOTHING_SELECTED, "c");
  expect(ids(extended(c, "a", ORDER))).toBe("abc");
  expect(ids(extended(extended(c, "d", ORDER), "b", ORDER))).toBe("bcd");
});

test("a range without a beginning in the list is one row", () => {
  expect(ids(extended(NOTHING_SELECTED, "c", ORDER))).toBe("c");
  expect(ids(extended(toggled(NOTHING_SELECTED, "gone"), "c", ORDER))).toBe("cgone");
});

test("the box in the head selects all, then none", () => {
  const all = toggledAll(toggled(NOTHING_SELECTED, "b"), ORDER);
  expect(ids(all)).toBe("abcd");
  expect(ids(toggledAll(all, ORDER))).toBe("");
});
