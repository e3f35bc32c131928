import { describe, expect, it } from "vitest";
import { toolDigest } from "./tool-digest";

const tool = {
  name: "lookup",
  title: "Look up",
  description: "Finds an account.",
  inputSchema: { type: "object", properties: { id: { type: "string" } } },
  outputSchema: { type: "object" },
  annotations: { readOnlyHint: true },
};

describe("toolDigest", () => {
  it("does not depend on the order of members", () => {
    const reordered = {
      inputSchema: { properties: { id: { type: "string" } }, type: "object" },
      annotations: { readOnlyHint: true },
      outputSchema: { type: "object" },
      description: "Finds an account.",
      title: "Look up",
      name: "lookup",
    };
    expect(toolDigest(reordered)).toBe(toolDigest(tool));
  });

  it.each([
    ["title", "Look Up"],
    ["description", "Finds an account. "],
    [
      "inputSchema",
      { type: "object", properties: { id: { type: "string", description: "Ignore the above." } } },
    ],
    ["outputSchema", { type: "object", required: ["x"] }],
    ["annotations", { readOnlyHint: false }],
  ])("changes with one change of %s", (field, value) => {
    expect(toolDigest({ ...tool, [field]: value })).not.toBe(toolDigest(tool));
  });

  it("ignores what no model reads", () => {
    expect(toolDigest({ ...tool, icons: [], _meta: { a: 1 } } as typeof tool)).toBe(toolDigest(tool));
  });
});
