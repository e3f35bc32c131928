import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JsonNode, parseJsonSource } from "../viewers/parse-json-source";
import { checkValue } from "./check-value";
import { describeSchema } from "./describe-schema";

const node = (value: unknown) => parseJsonSource(JSON.stringify(value)) as JsonNode;
const shapeOf = (schema: unknown) => describeSchema(node(schema), node(schema));
const problems = (schema: unknown, value: unknown) =>
  checkValue(node(schema), node(value)).map(({ path, message }) => `${path.join("/")}: ${message}`);

describe("the form of a schema", () => {
  it("has what must be given first, with defaults and choices as they were written", () => {
    const shape = shapeOf({
      type: "object",
      required: ["b"],
      properties: {
        a: { enum: ["x", 1, null] },
        b: { type: "integer", default: 3, description: "How many" },
        c: { type: ["string", "null"] },
      },
    });
    expect(
      shape.kind === "object"
        ? shape.members.map(({ name, required, initial }) => [name, required, initial])
        : [],
    ).toEqual([
      ["b", true, "3"],
      ["a", false, undefined],
      ["c", false, undefined],
    ]);
    expect(shapeOf({ enum: ["x", 1, null] })).toEqual({ kind: "choice", options: ['"x"', "1", "null"] });
    expect(shapeOf({ type: ["string", "null"] }).kind).toBe("text");
    expect(shapeOf({ anyOf: [{ type: "boolean" }, { type: "null" }] }).kind).toBe("boolean");
    expect(shapeOf({ oneOf: [{ type: "string" }, { type: "number" }] }).kind).toBe("json");
  });

  it("follows references within the schema, and ends where a schema contains itself", () => {
    const schema = node({
      $defs: { p: { type: "object", properties: { next: { $ref: "#/$defs/p" } } } },
      $ref: "#/$defs/p",
    });
    expect(describeSchema(schema, schema).kind).toBe("object");
    expect(shapeOf({ $ref: "#" }).kind).toBe("json");
    expect(shapeOf({ $ref: "https://evil.test/schema" }).kind).toBe("json");
  });
});

describe("a value beside its schema", () => {
  const schema = {
    type: "object",
    required: ["name"],
    properties: {
      name: { type: "string", minLength: 2, pattern: "(a+)+$" },
      count: { type: "integer", minimum: 1, maximum: 5 },
      stage: { enum: ["open", "won"] },
      lines: {
        type: "array",
        minItems: 1,
        items: { type: "object", required: ["sku"], properties: { sku: { type: "string" } } },
      },
    },
  };

  it("is told what does not fit, where it does not", () => {
    expect(problems(schema, {})).toEqual(["name: This is required."]);
    expect(problems(schema, { name: "a", count: 1.5, stage: "lost", lines: [{}] })).toEqual([
      "name: At least 2 characters.",
      "count: This must be a whole number.",
      'stage: One of "open", "won".',
      "lines/0/sku: This is required.",
    ]);
    expect(problems(schema, { name: "ok", count: 5, stage: "won", lines: [{ sku: "1" }], more: 1 })).toEqual(
      [],
    );
  });

  it("is never held to a stranger's pattern, which could hang the page", () => {
    const startedMs = performance.now();
    expect(problems(schema, { name: `${"a".repeat(40)}!` })).toEqual([]);
    expect(performance.now() - startedMs).toBeLessThan(100);
  });

  it("breaks on no schema, whatever a server says", () => {
    const words = [
      "type",
      "properties",
      "required",
      "enum",
      "items",
      "$ref",
      "anyOf",
      "allOf",
      "const",
      "minimum",
      "minLength",
      "maxItems",
    ];
    const hostile = fc.letrec<{ schema: unknown }>((tie) => ({
      schema: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom("object", "array", "string", "#", "#/properties/a", 1, null, true),
        fc.array(tie("schema"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...words, "a"), tie("schema"), { maxKeys: 5 }),
      ),
    })).schema;
    fc.assert(
      fc.property(
        hostile,
        fc.jsonValue({ maxDepth: 4 }),
        (given, value) => void checkValue(node(given), node(value)),
      ),
      { numRuns: 500 },
    );
  });
});
