import fc from "fast-check";
import { expect, test } from "vitest";
import { framesOfRange, LONG_SPAN_MS, partsOfRange, SPAN_MS } from "./rolled-parts";

const DAY_MS = 86_400_000;
const range = fc
  .tuple(fc.integer({ min: 0, max: DAY_MS }), fc.integer({ min: 1, max: 10 * DAY_MS }))
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
const rolled = fc.integer({ min: 0, max: 12 * DAY_MS });

test("the parts of a range are the range, without gap or overlap, and nothing is read that has not been counted", () => {
  fc.assert(
    fc.property(range, rolled, (whole, rolledMs) => {
      const { raw, short, long } = partsOfRange(whole, rolledMs, undefined);
      const parts = [...raw, ...short, ...long].sort((a, b) => a.fromMs - b.fromMs);
      expect(parts[0]?.fromMs).toBe(whole.fromMs);
      expect(parts.at(-1)?.toMs).toBe(whole.toMs);
      for (const [at, part] of parts.slice(1).entries()) expect(part.fromMs).toBe(parts[at]?.toMs);
      for (const { fromMs, toMs } of [...short, ...long])
        expect(fromMs < toMs && toMs <= rolledMs).toBe(true);
      for (const { fromMs, toMs } of short) expect([fromMs % SPAN_MS, toMs % SPAN_MS]).toEqual([0, 0]);
      for (const { fromMs, toMs } of long)
        expect([fromMs % LONG_SPAN_MS, toMs % LONG_SPAN_MS]).toEqual([0, 0]);
    }),
  );
});

test("of a range that has been counted, at most five minutes at each end are read call by call", () => {
  fc.assert(
    fc.property(range, (whole) => {
      for (const { fromMs, toMs } of partsOfRange(whole, whole.toMs, undefined).raw)
        expect(toMs - fromMs).toBeLessThan(2 * SPAN_MS);
    }),
  );
});

test("the spans of a replay cover the range, are no more than asked for, and can be added up where they are long", () => {
  fc.assert(
    fc.property(range, fc.integer({ min: 2, max: 60 }), (whole, most) => {
      const { originMs, frameMs, count } = framesOfRange(whole, most);
      expect(count).toBeLessThanOrEqual(most);
      expect(originMs).toBeLessThanOrEqual(whole.fromMs);
      expect(originMs + count * frameMs).toBeGreaterThanOrEqual(whole.toMs - 1e-3);
      if (frameMs >= SPAN_MS) expect([originMs % SPAN_MS, frameMs % SPAN_MS]).toEqual([0, 0]);
    }),
  );
});
