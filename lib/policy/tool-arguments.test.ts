import { describe, expect, test } from "vitest";
import { readToolArguments } from "./tool-arguments";

const schema = {
  type: "object",
  properties: {
    title: { type: "string" },
    state: { enum: ["open", "closed"] },
    count: { type: "integer" },
    ratio: { type: "number" },
    urgent: { type: "boolean" },
    owner: { anyOf: [{ type: "string" }, { type: "null" }] },
    either: { anyOf: [{ type: "string" }, { type: "integer" }] },
    tags: { type: "array", items: { type: "string" } },
    lines: { type: "array", items: { $ref: "#/$defs/Line" } },
    free: { type: "object" },
    tree: { $ref: "#/$defs/Tree" },
    __entity: { type: "string" },
  },
  $defs: {
    Line: { type: "object", properties: { sku: { type: "string" }, amount: { type: "integer" } } },
    Tree: { type: "object", properties: { name: { type: "string" }, child: { $ref: "#/$defs/Tree" } } },
  },
};

const read = (given: Record<string, unknown>) => readToolArguments(schema, given);

describe("arguments as policies read them", () => {
  test("keep what the schema types and Cedar holds", () => {
    const given = {
      title: "x",
      state: "open",
      count: 3,
      urgent: false,
      owner: "ada",
      tags: ["a"],
      lines: [{ sku: "s", amount: 1, extra: 1.5 }],
      tree: { name: "root", child: { name: "leaf" } },
    };
    expect(read(given)).toEqual({ args: { ...given, lines: [{ sku: "s", amount: 1 }] } });
  });

  test("leave out what no policy can speak of", () => {
    expect(read({ ratio: 0.5, either: 5, free: { a: 1 }, unknown: 1, owner: null, __entity: "x" })).toEqual({
      args: {},
    });
  });

  test.each([
    [{ title: 5 }, "title is not a string"],
    [{ title: null }, "title is not a string"],
    [{ count: "3" }, "count is not a whole number"],
    [{ count: 3.5 }, "count is not a whole number"],
    [{ count: 2 ** 53 }, "count is not a whole number"],
    [{ urgent: "true" }, "urgent is not a boolean"],
    [{ tags: "a" }, "tags is not a list"],
    [{ tags: ["a", 1] }, "tags[1] is not a string"],
    [{ lines: [{ amount: "1" }] }, "lines[0].amount is not a whole number"],
    [{ lines: [["x"]] }, "lines[0] is not an object"],
  ])("are unreadable when they break a promised type: %j", (given, unreadable) => {
    expect(read(given)).toEqual({ unreadable });
  });

  test("a schema that refers to itself ends", () => {
    let given: Record<string, unknown> = { name: "leaf" };
    for (let depth = 0; depth < 50; depth++) given = { name: "node", child: given };
    expect(read({ tree: given })).toHaveProperty("args.tree.child.name", "node");
  });
});
