import { describe, expect, it } from "vitest";
import { type JsonNode, parseJsonSource } from "./parse-json-source";
import { findInTree, openTo, pointerOf, treeRows } from "./tree-rows";

const tree = (value: unknown) => parseJsonSource(JSON.stringify(value)) as JsonNode;

describe("the rows of a tree", () => {
  it("say their place among their siblings, and open what is small", () => {
    const rows = treeRows(tree({ a: { b: [1, 2] }, c: "x" }), new Set());
    expect(
      rows.map(({ path, depth, open, position, siblings }) => [path, depth, open, position, siblings]),
    ).toEqual([
      ["", 0, true, 1, 1],
      ["/a", 1, true, 1, 2],
      ["/a/b", 2, true, 1, 1],
      ["/a/b/0", 3, undefined, 1, 2],
      ["/a/b/1", 3, undefined, 2, 2],
      ["/c", 1, undefined, 2, 2],
    ]);
    expect(treeRows(tree({ a: { b: 1 } }), new Set(["/a"])).map(({ path }) => path)).toEqual(["", "/a"]);
  });

  it("stay few for a large document until it is opened", () => {
    const large = tree({ list: Array.from({ length: 20_000 }, (_, id) => ({ id, name: "x".repeat(10) })) });
    expect(treeRows(large, new Set())).toHaveLength(2);
    expect(treeRows(large, new Set(["/list"])).length).toBeGreaterThan(20_000);
  });

  it("have JSON pointers, also for names with slashes and for repeated members", () => {
    const rows = treeRows(parseJsonSource('{"a/b~c":1,"x":1,"x":2}') as JsonNode, new Set());
    expect(rows.map(({ path }) => pointerOf(path))).toEqual(["", "/a~1b~0c", "/x", "/x"]);
    expect(new Set(rows.map(({ path }) => path)).size).toBe(4);
  });

  it("are found by key and value, and opened up to what was found", () => {
    const root = tree({ long: "y".repeat(4000), deep: { er: { est: ["needle"] } } });
    const [path] = findInTree(root, "NEEDLE");
    expect(path).toBe("/deep/er/est/0");
    const open = openTo(root, new Set(), path ?? "");
    expect(treeRows(root, open).map((row) => row.path)).toContain(path);
    expect(findInTree(root, "est")).toContain("/deep/er/est");
    expect(findInTree(root, "")).toEqual([]);
  });
});
