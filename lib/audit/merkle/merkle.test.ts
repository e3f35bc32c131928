import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naiveConsistencyProof, naiveInclusionProof, naiveRoot } from "../testing/naive-tree";
import { buildConsistencyProof, buildInclusionProof, type TileSource } from "./build-proof";
import { CompactRange } from "./compact-range";
import { EMPTY_ROOT, HASH_BYTES, type Hash, hashLeaf } from "./hash";
import { subtreesOf } from "./subtrees";
import { partialTiles, type TileRow, TreeFrontier } from "./tree-frontier";
import { verifyConsistency } from "./verify-consistency";
import { verifyInclusion } from "./verify-inclusion";

const MAX_SIZE = 1100;
const leaves = Array.from({ length: MAX_SIZE }, (_, index) => hashLeaf(`leaf ${index}`));
const roots = new Map<number, Hash>();
const rootAt = (size: number) => {
  const root = roots.get(size) ?? naiveRoot(leaves.slice(0, size));
  roots.set(size, root);
  return root;
};
/** A store of tiles as the log keeps them: rows overwritten as they grow. */
function storeOf(size: number): { tiles: Map<string, TileRow>; source: TileSource } {
  const tiles = new Map<string, TileRow>();
  const frontier = new TreeFrontier();
  leaves.slice(0, size).forEach((leaf, index) => {
    frontier.append(leaf);
    if (index % 97 === 0)
      for (const row of frontier.takeChanged()) tiles.set(`${row.level}/${row.index}`, row);
  });
  for (const row of frontier.takeChanged()) tiles.set(`${row.level}/${row.index}`, row);
  const source: TileSource = async (ids) => ids.flatMap((id) => tiles.get(`${id.level}/${id.index}`) ?? []);
  return { tiles, source };
}
const store = storeOf(MAX_SIZE);
const size = fc.oneof(
  fc.integer({ min: 1, max: MAX_SIZE }),
  fc.constantFrom(1, 2, 3, 255, 256, 257, 511, 512, 513, 1024),
);
const leafAndSize = size.chain((n) => fc.tuple(fc.integer({ min: 0, max: n - 1 }), fc.constant(n)));
const twoSizes = size.chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe("the tree against RFC 6962 word for word", () => {
  it("hashes the vectors of RFC 6962's reference tests", () => {
    expect(EMPTY_ROOT.toString("hex")).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
    expect(hashLeaf("").toString("hex")).toBe(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    );
    expect(hashLeaf(Buffer.from("leaf \u00e9"))).toEqual(hashLeaf("leaf \u00e9"));
  });

  it("gives the same root leaf by leaf, from the frontier and from the compact range", () => {
    const frontier = new TreeFrontier();
    const range = new CompactRange();
    expect([frontier.root(), range.root()]).toEqual([EMPTY_ROOT, EMPTY_ROOT]);
    leaves.forEach((leaf, index) => {
      frontier.append(leaf);
      range.append(leaf);
      if (index < 300 || index % 61 === 0 || [511, 512, 1023].includes(index)) {
        expect(frontier.root()).toEqual(rootAt(index + 1));
        expect(range.root()).toEqual(rootAt(index + 1));
      }
    });
  });

  it("goes on from stored partial tiles as if it had never stopped", () => {
    fc.assert(
      fc.property(twoSizes, ([stop, end]) => {
        const stored = storeOf(stop).tiles;
        const edge = partialTiles(stop).flatMap((tile) => stored.get(`${tile.level}/${tile.index}`) ?? []);
        const frontier = new TreeFrontier(stop, edge);
        for (const leaf of leaves.slice(stop, end)) frontier.append(leaf);
        expect(frontier.root()).toEqual(rootAt(end));
      }),
      { numRuns: 40 },
    );
  });

  it("refuses to go on from tiles that are missing or too short", () => {
    expect(() => new TreeFrontier(300, [])).toThrow(RangeError);
    expect(() => new TreeFrontier(3, [{ level: 0, index: 0, hashes: Buffer.alloc(HASH_BYTES) }])).toThrow(
      RangeError,
    );
  });

  it("spans any range with perfect subtrees that rebuild the root", async () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 53 - 1 }),
        fc.integer({ min: 0, max: 5000 }),
        (begin, length) => {
          const end = Math.min(begin + length, Number.MAX_SAFE_INTEGER);
          const parts = subtreesOf({ begin, end });
          const at = parts.reduce((next, part) => {
            expect(part.index * 2 ** part.level).toBe(next);
            return next + 2 ** part.level;
          }, begin);
          expect(at).toBe(end);
        },
      ),
    );
  });
});

describe("proofs", () => {
  it("of inclusion are the RFC's and verify, for any leaf and size", async () => {
    await fc.assert(
      fc.asyncProperty(leafAndSize, async ([index, n]) => {
        const proof = await buildInclusionProof(index, n, store.source);
        expect(proof).toEqual(naiveInclusionProof(index, leaves.slice(0, n)));
        expect(verifyInclusion(leaves[index] as Hash, index, n, proof, rootAt(n))).toBe(true);
      }),
    );
  });

  it("of consistency are the RFC's and verify, for any two sizes", async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, async ([m, n]) => {
        const proof = await buildConsistencyProof(m, n, store.source);
        expect(proof).toEqual(naiveConsistencyProof(m, leaves.slice(0, n)));
        const old = { size: m, root: rootAt(m) };
        expect(verifyConsistency(old, { size: n, root: rootAt(n) }, proof)).toBe(true);
      }),
    );
  });

  it("of inclusion fail when anything about them is changed", async () => {
    const bit = fc.integer({ min: 0, max: 255 });
    await fc.assert(
      fc.asyncProperty(leafAndSize, bit, fc.nat(), async ([index, n], flip, which) => {
        const proof = await buildInclusionProof(index, n, store.source);
        const leaf = leaves[index] as Hash;
        const root = rootAt(n);
        expect(verifyInclusion(flipBit(leaf, flip), index, n, proof, root)).toBe(false);
        expect(verifyInclusion(leaf, index, n, proof, flipBit(root, flip))).toBe(false);
        expect(verifyInclusion(leaf, index, n, [...proof, root], root)).toBe(false);
        expect(verifyInclusion(leaf, n, n, proof, root)).toBe(false);
        if (n > 1) expect(verifyInclusion(leaf, (index + 1) % n, n, proof, root)).toBe(false);
        if (proof.length === 0) return;
        expect(verifyInclusion(leaf, index, n, proof.slice(1), root)).toBe(false);
        expect(verifyInclusion(leaf, index, n, withFlip(proof, which % proof.length, flip), root)).toBe(
          false,
        );
      }),
    );
  });

  it("of consistency fail for another history", async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, fc.integer({ min: 0, max: 255 }), fc.nat(), async ([m, n], flip, which) => {
        fc.pre(m > 0);
        const proof = await buildConsistencyProof(m, n, store.source);
        const old = { size: m, root: rootAt(m) };
        const now = { size: n, root: rootAt(n) };
        expect(verifyConsistency({ ...old, root: flipBit(old.root, flip) }, now, proof)).toBe(false);
        expect(verifyConsistency(old, { ...now, root: flipBit(now.root, flip) }, proof)).toBe(false);
        expect(verifyConsistency(now, old, proof)).toBe(m === n);
        expect(verifyConsistency(old, now, [...proof, now.root])).toBe(false);
        if (proof.length === 0) return;
        expect(verifyConsistency(old, now, proof.slice(0, -1))).toBe(false);
        expect(verifyConsistency(old, now, withFlip(proof, which % proof.length, flip))).toBe(false);
      }),
    );
  });

  it("are refused for leaves and sizes that do not exist", async () => {
    await expect(buildInclusionProof(5, 5, store.source)).rejects.toThrow(RangeError);
    await expect(buildInclusionProof(0, MAX_SIZE * 2, store.source)).rejects.toThrow(RangeError);
    await expect(buildConsistencyProof(6, 5, store.source)).rejects.toThrow(RangeError);
  });
});

function flipBit(hash: Hash, bit: number): Hash {
  const copy = Buffer.from(hash);
  copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
  return copy;
}

function withFlip(proof: readonly Hash[], at: number, bit: number): Hash[] {
  return proof.map((hash, index) => (index === at ? flipBit(hash, bit) : hash));
}
