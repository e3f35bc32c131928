import { expect, test } from "vitest";
import { type ComingDay, expectDays } from "./expect-days";

const next = (from: number, count: number): ComingDay[] =>
  Array.from({ length: count }, (_, nth) => ({ at: from + nth, part: 1 }));

/** A small generator of its own, so that the test tells the same each time (Park and Miller). */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

test("days that are all alike go on so, without any band", () => {
  const found = expectDays(Array(10).fill(4), next(10, 5));
  expect(found?.sums.at(-1)).toEqual({ expected: 20, low: 20, high: 20 });
});

test("too few days give nothing, not a guess", () => {
  expect(expectDays([1, 2, 3, 4, 5, 6], next(6, 10))).toBeUndefined();
});

test("weekends are expected to be weekends once there are three weeks of them", () => {
  const week = [10, 10, 10, 10, 10, 1, 1];
  const found = expectDays([...week, ...week, ...week], next(21, 7));
  expect(found?.method).toBe("weekday");
  expect(found?.sums.map(({ expected }) => Math.round(expected))).toEqual([10, 20, 30, 40, 50, 51, 52]);
});

test("of what is left of today only that part is added", () => {
  expect(expectDays(Array(7).fill(8), [{ at: 7, part: 0.25 }])?.sums[0]?.expected).toBe(2);
});

test.each([7, 14, 28, 56])(
  "with %i days behind it the band holds what comes in about 8 of 10 cases",
  (days) => {
    const random = noise(days);
    // Sums of four uniform numbers are nearly normal.
    const day = () => 20 + 10 * (random() + random() + random() + random() - 2);
    let held = 0;
    for (let nth = 0; nth < 2_000; nth++) {
      const last = expectDays(Array.from({ length: days }, day), next(days, 12))?.sums.at(-1);
      const came = Array.from({ length: 12 }, day).reduce((sum, cost) => sum + cost, 0);
      if (last && came >= last.low && came <= last.high) held++;
    }
    expect(held / 2_000).toBeGreaterThan(0.77);
    expect(held / 2_000).toBeLessThan(0.83);
  },
);
