import { describe, expect, it } from "vitest";
import { schemaCost } from "./schema-cost";
import { valueCheck } from "./value-check";

const problems = (schema: Record<string, unknown>, value: unknown) => {
  const check = valueCheck(schema);
  return typeof check === "string" ? check : check.problemsOf(value);
};

describe("a JSON Schema of a stranger", () => {
  it("is held to what it says", () => {
    const schema = { type: "object", properties: { n: { type: "integer" } }, additionalProperties: false };
    expect(problems(schema, { n: 1 })).toEqual([]);
    expect(problems(schema, { n: "1" })).toEqual(["n must be integer"]);
    expect(problems(schema, { m: 1 })).toEqual(["The value must NOT have additional properties: m"]);
    expect(problems({ type: "nothing" }, 1)).toMatch(/no JSON Schema/);
  });

  it("has patterns that take no longer for a hostile text", () => {
    const before = performance.now();
    expect(problems({ pattern: "^(a+)+$" }, `${"a".repeat(5000)}!`)).toHaveLength(1);
    const two = { properties: { a: { pattern: "^x" }, b: { pattern: "^y" } } };
    expect([problems(two, { a: "x", b: "y" }), problems(two, { a: "y", b: "y" })]).toEqual([
      [],
      ['a must match pattern "^x"'],
    ]);
    expect(performance.now() - before).toBeLessThan(2000);
    expect(problems({ pattern: "(?=a)b" }, "b")).toMatch(/no JSON Schema/);
  });

  it("is refused when checking one value could take for ever", () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 18 }, (_, at) => [
        `d${at}`,
        at === 17 ? {} : { allOf: [{ $ref: `#/$defs/d${at + 1}` }, { $ref: `#/$defs/d${at + 1}` }] },
      ]),
    );
    expect(problems({ $defs: doubling, $ref: "#/$defs/d0" }, 1)).toMatch(/too large/);
    // Hidden below a property that is called like a keyword.
    expect(problems({ $defs: doubling, properties: { title: { $ref: "#/$defs/d0" } } }, {})).toMatch(
      /too large/,
    );
    expect(problems({ properties: { next: { $ref: "#" } } }, {})).toMatch(/refers to itself/);
  });

  it("fetches nothing and is not led astray by names", () => {
    expect(problems({ $ref: "https://example.com/schema.json" }, 1)).toMatch(/not in it/);
    expect(problems({ $defs: { a: { $id: "https://x.example/", $ref: "#/$defs/b" } } }, 1)).toEqual([]);
    expect(problems({ $defs: { a: { $id: "https://x.example/" } }, $ref: "#/$defs/a" }, 1)).toMatch(/\$id/);
    expect(schemaCost({ $ref: "#/$defs/__proto__" })).toMatch(/not in it/);
    expect(problems({ $dynamicRef: "#x" }, 1)).toMatch(/not supported/);
  });
});
