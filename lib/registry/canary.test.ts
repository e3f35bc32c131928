import fc from "fast-check";
import { expect, test } from "vitest";
import { isInCanary } from "./canary";

const change = fc.integer({ min: 1, max: 1_000_000 });
const share = fc.integer({ min: 1, max: 50 });

test("a scope gets one version, whenever and wherever it is asked", () => {
  fc.assert(
    fc.property(change, share, fc.string(), (number, percent, scope) => {
      const first = isInCanary({ change: number, share: percent }, scope);
      expect(isInCanary({ change: number, share: percent }, scope)).toBe(first);
    }),
  );
});

test("whoever is in a smaller share is in a larger one", () => {
  fc.assert(
    fc.property(change, share, share, fc.string(), (number, one, other, scope) => {
      const [small, large] = [Math.min(one, other), Math.max(one, other)];
      const within = (percent: number) => isInCanary({ change: number, share: percent }, scope);
      expect(!within(small) || within(large)).toBe(true);
    }),
  );
});

test("of many scopes the share is in it, to a few per cent of them", () => {
  fc.assert(
    fc.property(change, share, (number, percent) => {
      const taken = Array.from({ length: 4000 }, (_, at) => `task-${at}`).filter((scope) =>
        isInCanary({ change: number, share: percent }, scope),
      );
      expect(Math.abs(taken.length / 40 - percent)).toBeLessThan(5);
    }),
    { numRuns: 50 },
  );
});

test("two changes choose others", () => {
  const scopes = Array.from({ length: 400 }, (_, at) => `task-${at}`);
  const of = (number: number) => scopes.filter((scope) => isInCanary({ change: number, share: 50 }, scope));
  expect(of(1)).not.toEqual(of(2));
});
