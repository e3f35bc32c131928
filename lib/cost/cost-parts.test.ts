import fc from "fast-check";
import { expect, test } from "vitest";
import { costPartsOf, HOUR_MS } from "./cost-parts";

test("the parts of a period touch, overlap nowhere and are the period, and no added-up hour is cut, unfinished or a gap", () => {
  const ms = fc.integer({ min: 0, max: 40 * HOUR_MS });
  const hour = fc.integer({ min: 0, max: 39 }).map((nth) => nth * HOUR_MS);
  fc.assert(
    fc.property(ms, ms, fc.array(ms), hour, fc.array(hour), (a, b, bounds, rolledMs, gaps) => {
      const [fromMs, toMs] = [Math.min(a, b), Math.max(a, b)];
      fc.pre(fromMs < toMs);
      const { raw, rolled } = costPartsOf({ fromMs, toMs }, bounds, rolledMs, gaps);
      const all = [...raw, ...rolled].sort((x, y) => x.fromMs - y.fromMs);
      expect(all[0]?.fromMs).toBe(fromMs);
      expect(all.at(-1)?.toMs).toBe(toMs);
      for (const [nth, part] of all.entries()) {
        expect(part.toMs).toBeGreaterThan(part.fromMs);
        if (nth > 0) expect(part.fromMs).toBe(all[nth - 1]?.toMs);
      }
      for (const part of rolled) {
        expect([part.fromMs % HOUR_MS, part.toMs % HOUR_MS]).toEqual([0, 0]);
        expect(part.toMs).toBeLessThanOrEqual(rolledMs);
        const inside = (at: number) => at >= part.fromMs && at < part.toMs;
        expect(gaps.some(inside)).toBe(false);
        expect(bounds.some((at) => at % HOUR_MS !== 0 && inside(at))).toBe(false);
      }
    }),
  );
});

test("a month that is added up is read from its lines at the two ends only", () => {
  const day = 24 * HOUR_MS;
  const { raw, rolled } = costPartsOf({ fromMs: 1, toMs: 30 * day + 5 }, [day, 2 * day], 30 * day, []);
  expect(rolled).toEqual([{ fromMs: HOUR_MS, toMs: 30 * day }]);
  expect(raw).toEqual([
    { fromMs: 1, toMs: HOUR_MS },
    { fromMs: 30 * day, toMs: 30 * day + 5 },
  ]);
});
