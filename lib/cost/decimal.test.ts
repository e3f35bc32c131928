import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOf, picoOf } from "./decimal";
import { formatCost } from "./format-cost";
import { sumCosts } from "./sum-costs";

describe("decimals", () => {
  it("come back as they were for every number of 10^-12", () => {
    fc.assert(fc.property(fc.bigInt(), (pico) => picoOf(decimalOf(pico)) === pico));
  });

  it("add up where floating point does not", () => {
    expect(sumCosts(["0.1", "0.2"])).toBe("0.3");
    expect(sumCosts(["999999999999.999999999999", "0.000000000001"])).toBe("1000000000000");
    expect(sumCosts([])).toBe("0");
    expect(sumCosts(["1.5", "-2.25"])).toBe("-0.75");
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
