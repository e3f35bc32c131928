import fc from "fast-check";
import { expect, test } from "vitest";
import { createLimiter } from "./limiter";

test("no more than a burst and the rate pass in any span of time", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 300 }), (gaps) => {
      const limiter = createLimiter(10);
      let nowMs = 1_000_000;
      let passed = 0;
      for (const gap of gaps) {
        nowMs += gap;
        if (limiter.take("a", nowMs) === 0) passed++;
      }
      expect(passed).toBeLessThanOrEqual(10 + ((nowMs - 1_000_000) * 10) / 1000);
    }),
  );
});

test("the time it names is the time after which one passes", () => {
  const limiter = createLimiter(2);
  expect([limiter.take("a", 0), limiter.take("a", 0)]).toEqual([0, 0]);
  const waitMs = limiter.take("a", 0);
  expect(limiter.take("a", waitMs - 1)).toBeGreaterThan(0);
  expect(limiter.take("a", waitMs)).toBe(0);
});

test("keys do not share tokens, replicas share the rate", () => {
  const limiter = createLimiter(4);
  limiter.setReplicas(4);
  expect(limiter.take("a", 0)).toBe(0);
  expect(limiter.take("a", 0)).toBeGreaterThan(0);
  expect(limiter.take("b", 0)).toBe(0);
});
