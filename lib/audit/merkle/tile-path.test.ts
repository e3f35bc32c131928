import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTilePath, type TileAddress, tilePath } from "./tile-path";
import { partialTiles } from "./tree-frontier";

describe("tile addresses", () => {
  it("are those of the specification's examples", () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe("tile/0/x001/x234/067");
    expect(tilePath({ level: "entries", index: 5, width: 8 })).toBe("tile/entries/005.p/8");
  });

  it("name the tiles of the specification's tree of 70,000", () => {
    expect(partialTiles(70_000).map((tile) => tile.width)).toEqual([112, 17, 1]);
    expect(partialTiles(70_000).map((tile) => tile.index)).toEqual([273, 1, 0]);
    expect(partialTiles(256).map((tile) => tile.width)).toEqual([0, 1]);
  });

  it("read back as what was written", () => {
    const address: fc.Arbitrary<TileAddress> = fc.record({
      level: fc.oneof(fc.constant("entries" as const), fc.integer({ min: 0, max: 63 })),
      index: fc.integer({ min: 0, max: 10 ** 15 - 1 }),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(address, (given) => {
        expect(parseTilePath(tilePath(given))).toEqual(given);
      }),
    );
  });

  it.each([
    "tile/64/000",
    "tile/00/000",
    "tile/0/0",
    "tile/0/x000/001",
    "tile/0/001/002",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01",
    "tile/0/000/",
    "tile/-1/000",
    "tile/entries/x1/000",
    "tile/data/000",
  ])("refuse %s", (path) => expect(parseTilePath(path)).toBeUndefined());
});
