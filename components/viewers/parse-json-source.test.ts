import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, textAt, wordAt } from "./json-access";
import { type JsonNode, parseJsonSource } from "./parse-json-source";

/** What the tree says, as a value; only for comparing with the engine's parser. */
function plainOf(node: JsonNode): unknown {
  switch (node.kind) {
    case "object":
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plainOf(value)]));
    case "array":
      return node.items.map(plainOf);
    case "string":
      return node.value;
    default:
      return JSON.parse(node.source) as unknown;
  }
}

describe("a JSON document with its source", () => {
  it("is what the engine's parser reads, however it is written", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const node = parseJsonSource(text) as JsonNode;
        expect(JSON.stringify(plainOf(node))).toBe(JSON.stringify(JSON.parse(text)));
        expect(node.source).toBe(text);
      }),
    );
  });

  it("is undefined for exactly what the engine refuses", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:1e-.tnu\\ \n') }), (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(parseJsonSource(text) !== undefined).toBe(valid);
      }),
    );
  });

  it("keeps numbers as they were written", () => {
    const root = parseJsonSource('{"id": 12345678901234567890, "tiny": 1e-400, "price": 0.10}');
    expect(wordAt(root, "id")).toBe("12345678901234567890");
    expect(wordAt(root, "tiny")).toBe("1e-400");
    expect(wordAt(root, "price")).toBe("0.10");
  });

  it("shows repeated members, and reads the last of them", () => {
    const root = parseJsonSource('{"role":"user","role":"admin","__proto__":{"x":1}}');
    expect(root?.kind === "object" ? root.members.map(({ key }) => key) : []).toEqual([
      "role",
      "role",
      "__proto__",
    ]);
    expect(textAt(root, "role")).toBe("admin");
    expect(at({ kind: "object", source: "{}", members: [] }, "__proto__")).toBeUndefined();
  });

  it("gives up on what is nested beyond reading, without breaking", () => {
    expect(parseJsonSource("[".repeat(100_000) + "]".repeat(100_000))).toBeUndefined();
    expect(parseJsonSource("[".repeat(300) + "]".repeat(300))?.kind).toBe("array");
  });
});
