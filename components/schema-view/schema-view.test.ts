import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleOf } from "./example-of";
import { readSchema } from "./read-schema";

const SCHEMA = {
  type: "object",
  required: ["id", "lines"],
  properties: {
    id: { type: "string", description: "The order", maxLength: 20, pattern: "^O-" },
    stage: { enum: ["open", "won"], default: "open", type: "string" },
    lines: {
      type: "array",
      items: {
        type: "object",
        required: ["sku"],
        properties: { sku: { type: "string" }, count: { type: ["integer", "null"], minimum: 1 } },
      },
    },
    where: { $ref: "#/$defs/place" },
    outside: { $ref: "https://example.com/schema.json" },
  },
  $defs: {
    place: { type: "object", properties: { city: { type: "string" }, in: { $ref: "#/$defs/place" } } },
  },
};

test("members are listed with their place, type, need and bounds", () => {
  const { fields } = readSchema(SCHEMA);
  const by = Object.fromEntries(fields.map((field) => [field.path, field]));
  expect(by.id).toMatchObject({ type: "string", required: true, depth: 0, description: "The order" });
  expect(by.id?.rules).toEqual(['matches "^O-"', "at most 20 characters"]);
  expect(by.stage).toMatchObject({ required: false, rules: ['one of "open", "won"', '"open" unless given'] });
  expect(by.lines?.type).toBe("list of object");
  expect(by["lines[].sku"]).toMatchObject({ depth: 1, required: true });
  expect(by["lines[].count"]).toMatchObject({ type: "integer or null", rules: ["at least 1"] });
  expect(by["where.city"]).toMatchObject({ depth: 1, type: "string" });
  expect(by.outside?.type).toBe("any");
});

test("a schema that refers to itself ends, and says that there is more", () => {
  const { fields, cut } = readSchema(SCHEMA);
  expect(cut).toBe(true);
  expect(fields.length).toBeLessThan(30);
});

test("an example holds what is required, with the schema's own values first", () => {
  expect(exampleOf(SCHEMA)).toEqual({ id: "text", lines: [{ sku: "text" }] });
  expect(exampleOf({ type: "string", examples: ["C-1042"] })).toBe("C-1042");
});

test("whatever a server sends as a schema can be read, in bounded size", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (schema) => {
      expect(readSchema(schema).fields.length).toBeLessThanOrEqual(200);
      exampleOf(schema);
    }),
  );
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`m${at}`, {}]));
  const { fields, cut } = readSchema({ properties: wide });
  expect([fields.length, cut]).toEqual([200, true]);
});
