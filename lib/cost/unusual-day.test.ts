import { expect, test } from "vitest";
import { medianOf, unusualAgainst } from "./unusual-day";

const big = (...values: number[]) => values.map(BigInt);

test("a day far above or far below its past is found, with what was usual", () => {
  const past = big(100, 104, 98, 101, 99, 103, 97, 102);
  expect(unusualAgainst(past, 300n, 0n)).toBe(100n);
  expect(unusualAgainst(past, 10n, 0n)).toBe(100n);
});

test("days that swing widely hide a day that swings no further", () => {
  const past = big(10, 200, 40, 160, 90, 20, 180, 120);
  expect(unusualAgainst(past, 260n, 0n)).toBeUndefined();
});

test("less than half more than usual is nothing, however steady the past was", () => {
  expect(unusualAgainst(big(100, 100, 100, 100, 100, 100, 100), 149n, 0n)).toBeUndefined();
  expect(unusualAgainst(big(100, 100, 100, 100, 100, 100, 100), 151n, 0n)).toBe(100n);
});

test("one unusual day before does not hide the next", () => {
  expect(unusualAgainst(big(100, 100, 900, 100, 100, 100, 100, 100), 900n, 0n)).toBe(100n);
});

test("what was never there before counts from the floor on", () => {
  const nothing = big(0, 0, 0, 0, 0, 0, 0);
  expect(unusualAgainst(nothing, 5n, 5n)).toBeUndefined();
  expect(unusualAgainst(nothing, 6n, 5n)).toBe(0n);
});

test("with fewer than seven days before, nothing is said", () => {
  expect(unusualAgainst(big(1, 1, 1, 1, 1, 1), 1_000n, 0n)).toBeUndefined();
});

test("the median of an even number lies between the two in the middle", () => {
  expect(medianOf(big(4, 1, 3, 2))).toBe(2n);
  expect(medianOf(big(30, 10, 20))).toBe(20n);
});

test("a Sunday like other Sundays is not unusual, a Sunday like no other is", () => {
  const week = big(100, 102, 99, 101, 100, 98, 10);
  const past = [...week, ...week, ...week, ...week].slice(0, -1);
  expect(unusualAgainst(past, 12n, 0n)).toBeUndefined();
  expect(unusualAgainst(past, 300n, 0n)).toBe(100n);
  // One week is enough to know a Sunday.
  expect(unusualAgainst(past.slice(-13), 12n, 0n)).toBeUndefined();
});
