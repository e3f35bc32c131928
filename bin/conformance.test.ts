import { describe, expect, it } from "vitest";
import { renderConformance, stateOf } from "./lib/conformance-report.mjs";

const result = {
  title: "Cards",
  what: "Signed cards against two packages.",
  versions: { jose: "6.2.17" },
  passed: 3,
  failures: [],
  expected: [{ id: "CARD-1", why: "a | b\nsecond line <b>" }],
  figures: { "refused in": "4 ms" },
};

describe("the conformance report", () => {
  it("sums up each suite and explains each expected failure in one table row", () => {
    const text = renderConformance({ cards: { ranAt: "2026-11-01", result } });
    expect(text).toContain(
      "| [cards](#cards) | passed | 3 | 1 | 0 | refused in: 4 ms | jose 6.2.17 | 2026-11-01 |",
    );
    expect(text).toContain("| `CARD-1` | a \\| b / second line &lt;b> |");
  });

  it("says what could not run and counts it as nothing", () => {
    const missing = { ranAt: "2026-11-01", missing: "the corpus x is not there" };
    expect(stateOf(missing)).toBe("not run");
    expect(renderConformance({ x: missing })).toContain("Could not run: the corpus x is not there.");
  });

  it("calls a suite with an unexplained failure failed", () => {
    const failed = { ...result, failures: [{ id: "CARD-2", why: "accepted" }] };
    expect(stateOf({ ranAt: "2026-11-01", result: failed })).toBe("failed");
    expect(renderConformance({ cards: { ranAt: "2026-11-01", result: failed } })).toContain(
      "| `CARD-2` | accepted |",
    );
  });
});
