import fc from "fast-check";
import { expect, test } from "vitest";
import { createBreakers, type Verdict } from "./breaker";

const half = () => 0.5;

function failing(count: number) {
  const breakers = createBreakers(half);
  for (let nth = 0; nth < count; nth++) {
    expect(breakers.ask("agent:a", nth)).toBe(0);
    breakers.tell("agent:a", "failed", nth);
  }
  return breakers;
}

test("a callee that fails is left alone; the others are not", () => {
  const breakers = failing(10);
  expect(breakers.ask("agent:a", 11)).toBeGreaterThan(0);
  expect(breakers.ask("agent:b", 11)).toBe(0);
  expect(breakers.listOpen()).toEqual(["agent:a"]);
});

test("after its pause one call tries; until it has ended nobody else does", () => {
  const breakers = failing(10);
  const waitMs = breakers.ask("agent:a", 10);
  expect(breakers.ask("agent:a", 10 + waitMs)).toBe(0);
  expect(breakers.ask("agent:a", 11 + waitMs)).toBeGreaterThan(0);
  breakers.tell("agent:a", "ok", 12 + waitMs);
  expect(breakers.ask("agent:a", 13 + waitMs)).toBe(0);
  expect(breakers.ask("agent:a", 13 + waitMs)).toBe(0);
});

test("a failed try makes the pause longer, up to two seconds", () => {
  const breakers = failing(10);
  let nowMs = 10;
  const waits: number[] = [];
  for (let nth = 0; nth < 6; nth++) {
    const waitMs = breakers.ask("agent:a", nowMs);
    waits.push(waitMs);
    nowMs += waitMs;
    expect(breakers.ask("agent:a", nowMs)).toBe(0);
    breakers.tell("agent:a", "failed", nowMs);
  }
  expect([...waits].sort((a, b) => a - b)).toEqual(waits);
  expect(Math.max(...waits)).toBeLessThanOrEqual(2000);
});

test("a try whose caller left says nothing: the next one tries", () => {
  const breakers = failing(10);
  const nowMs = 10 + breakers.ask("agent:a", 10);
  expect(breakers.ask("agent:a", nowMs)).toBe(0);
  breakers.tell("agent:a", "none", nowMs);
  expect(breakers.ask("agent:a", nowMs)).toBe(0);
});

test("a try that is never heard of blocks for five seconds at most", () => {
  const breakers = failing(10);
  const nowMs = 10 + breakers.ask("agent:a", 10);
  expect(breakers.ask("agent:a", nowMs)).toBe(0);
  expect(breakers.ask("agent:a", nowMs + 4999)).toBeGreaterThan(0);
  expect(breakers.ask("agent:a", nowMs + 5000)).toBe(0);
});

test("one caller's failures among others' successes do not open it", () => {
  const verdicts = fc.array(fc.constantFrom<Verdict>("ok", "failed", "none"), { maxLength: 200 });
  fc.assert(
    fc.property(verdicts, (given) => {
      const breakers = createBreakers(half);
      // The first failure is never alone: fewer than half of all fail.
      const mixed = given.flatMap((verdict): Verdict[] =>
        verdict === "failed" ? ["failed", "ok", "ok"] : [verdict],
      );
      breakers.tell("a", "ok", 0);
      for (const verdict of mixed) {
        breakers.tell("a", verdict, 1);
        expect(breakers.ask("a", 1)).toBe(0);
      }
    }),
  );
});
