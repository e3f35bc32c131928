import fc from "fast-check";
import { expect, test } from "vitest";
import { createShedder, type Load } from "./shedder";

const EASY: Load = { lagMs: 1, heap: 0.2 };
const LATE: Load = { lagMs: 160, heap: 0.2 };

test("a process in time turns nobody away", () => {
  const shedder = createShedder({ random: () => 0 });
  for (let nth = 0; nth < 100; nth++) {
    shedder.observe(20);
    shedder.look(EASY);
    expect([shedder.admits("background"), shedder.admits("normal"), shedder.admits("nested")]).toEqual([
      true,
      true,
      true,
    ]);
  }
});

test("under a standing load background work goes first, running tasks last, and all are back after it", () => {
  let draw = 0;
  const shedder = createShedder({ random: () => draw });
  for (let nth = 0; nth < 5; nth++) shedder.look(LATE);
  draw = 0.6;
  expect([shedder.admits("background"), shedder.admits("normal"), shedder.admits("nested")]).toEqual([
    false,
    true,
    true,
  ]);
  for (let nth = 0; nth < 20; nth++) shedder.look(LATE);
  expect([shedder.admits("normal"), shedder.admits("nested")]).toEqual([false, true]);
  for (let nth = 0; nth < 100; nth++) shedder.look(EASY);
  draw = 0;
  expect(shedder.admits("background")).toBe(true);
});

test("a stall that passes turns nobody away", () => {
  const shedder = createShedder({ random: () => 0 });
  for (let nth = 0; nth < 20; nth++) {
    shedder.look({ lagMs: 2000, heap: 0.2 });
    shedder.look({ lagMs: 900, heap: 0.2 });
    expect(shedder.admits("background")).toBe(true);
    shedder.look(EASY);
  }
});

test("records that all come late count as load, one that comes late does not", () => {
  const shedder = createShedder({ random: () => 0 });
  for (let nth = 0; nth < 3; nth++) {
    shedder.observe(1000);
    shedder.observe(5);
    shedder.look(EASY);
  }
  expect(shedder.admits("normal")).toBe(true);
  for (let nth = 0; nth < 3; nth++) {
    shedder.observe(1000);
    shedder.observe(700);
    shedder.look(EASY);
  }
  expect(shedder.admits("normal")).toBe(false);
});

test("short of memory, new work is turned away first and then all of it", () => {
  const shedder = createShedder();
  shedder.look({ lagMs: 0, heap: 0.93 });
  expect([shedder.admits("normal"), shedder.admits("nested")]).toEqual([false, true]);
  shedder.look({ lagMs: 0, heap: 0.96 });
  expect([shedder.admits("normal"), shedder.admits("nested")]).toEqual([false, false]);
  shedder.look({ lagMs: 0, heap: 0.5 });
  expect(shedder.admits("normal")).toBe(true);
});

test("whatever the load was, what is more urgent is never turned away when what is less urgent is taken", () => {
  const loads = fc.array(
    fc.record({ lagMs: fc.integer({ min: 0, max: 500 }), heap: fc.double({ min: 0, max: 1, noNaN: true }) }),
    { maxLength: 100 },
  );
  fc.assert(
    fc.property(loads, fc.double({ min: 0, max: 0.999, noNaN: true }), (given, draw) => {
      const shedder = createShedder({ random: () => draw });
      for (const load of given) shedder.look(load);
      const [background, normal, nested] = (["background", "normal", "nested"] as const).map(shedder.admits);
      expect(!background || (normal && nested)).toBe(true);
      expect(!normal || nested).toBe(true);
    }),
  );
});
