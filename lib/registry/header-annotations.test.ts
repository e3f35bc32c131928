import { describe, expect, it } from "vitest";
import { headerProblem } from "./header-annotations";

const schema = (properties: Record<string, unknown>) => ({ type: "object", properties });

describe("headers that a tool asks for", () => {
  it.each([
    ["none", schema({ a: { type: "string" } })],
    [
      "one for each primitive type",
      schema({
        a: { type: "string", "x-mcp-header": "A" },
        b: { type: "integer", "x-mcp-header": "B" },
        c: { type: "boolean", "x-mcp-header": "C" },
      }),
    ],
    ["one inside", schema({ a: schema({ b: { type: "string", "x-mcp-header": "B" } }) })],
  ])("are fine: %s", (_what, given) => {
    expect(headerProblem(given)).toBeUndefined();
  });

  it.each([
    ["an empty name", schema({ a: { type: "string", "x-mcp-header": "" } })],
    ["a space in the name", schema({ a: { type: "string", "x-mcp-header": "My Region" } })],
    ["a colon in the name", schema({ a: { type: "string", "x-mcp-header": "Region:Primary" } })],
    ["a line break in the name", schema({ a: { type: "string", "x-mcp-header": "A\r\nHost" } })],
    ["an object", schema({ a: { type: "object", "x-mcp-header": "A" } })],
    ["a number that is no integer", schema({ a: { type: "number", "x-mcp-header": "A" } })],
    [
      "a name twice, in other letters",
      schema({
        a: { type: "string", "x-mcp-header": "Tenant" },
        b: schema({ c: { type: "string", "x-mcp-header": "tenant" } }),
      }),
    ],
  ])("make a tool unusable: %s", (_what, given) => {
    expect(headerProblem(given)).toMatch(/asks for a header/);
  });
});
