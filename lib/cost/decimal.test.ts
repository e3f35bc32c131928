import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOf, picoOf } from "./decimal";
import { formatCost } from "./format-cost";

describe("decimals", () => {
  it("come back as they were for every number of 10^-12", () => {
    fc.assert(fc.property(fc.bigInt(), (pico) => picoOf(decimalOf(pico)) === pico));
  });

  it.each(["", ".5", "1e3", "1.0000000000001", "NaN", "1,5"])("refuse %j", (text) => {
    expect(() => picoOf(text)).toThrow(RangeError);
  });

  it.each([
    ["0", "0.00 USD"],
    ["0.00004", "<0.0001 USD"],
    ["0.00005", "0.0001 USD"],
    ["1.23456", "1.2346 USD"],
    ["12", "12.00 USD"],
    ["-0.5", "-0.50 USD"],
  ])("show %s to people as %s", (cost, shown) => {
    expect(formatCost(cost, "USD")).toBe(shown);
  });
});
