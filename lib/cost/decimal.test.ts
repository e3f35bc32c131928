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
    ["0.002", "0.0020 USD"],
    ["1.23556", "1.24 USD"],
    ["12", "12.00 USD"],
    ["1234567.891", "1,234,567.89 USD"],
    ["-999.999", "-1,000.00 USD"],
    ["-0.5", "-0.5000 USD"],
  ])("show %s to people as %s", (cost, shown) => {
    expect(formatCost(cost, "USD")).toBe(shown);
  });

  it("show as many digits as they are asked for", () => {
    expect([0, 2, 6].map((digits) => formatCost("1234.5678", "USD", digits))).toEqual([
      "1,235 USD",
      "1,234.57 USD",
      "1,234.567800 USD",
    ]);
  });
});
