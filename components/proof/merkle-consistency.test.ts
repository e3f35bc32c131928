import { describe, expect, it } from "vitest";
import { buildConsistencyProof } from "@/lib/audit/merkle/build-proof";
import { hashLeaf } from "@/lib/audit/merkle/hash";
import { TreeFrontier } from "@/lib/audit/merkle/tree-frontier";
import { isExtension } from "./merkle-consistency";

const SIZES = [0, 1, 2, 3, 7, 8, 255, 256, 257, 300];
const tree = new TreeFrontier();
const roots = new Map<number, Buffer>([[0, tree.root()]]);
for (let at = 0; at < 300; at++) {
  tree.append(hashLeaf(`leaf ${at}`));
  roots.set(at + 1, Buffer.from(tree.root()));
}
const tiles = tree.takeChanged();

const head = (size: number) => ({ size, root: roots.get(size) ?? Buffer.alloc(32) });
const proofOf = (from: number, to: number) =>
  buildConsistencyProof(from, to, async (ids) =>
    ids.flatMap((id) => tiles.find((tile) => tile.level === id.level && tile.index === id.index) ?? []),
  );

describe("isExtension", () => {
  it.each(SIZES.flatMap((from) => SIZES.filter((to) => to >= from).map((to) => [from, to] as const)))(
    "accepts what the log proves, from %i to %i",
    async (from, to) => {
      expect(await isExtension(head(from), head(to), await proofOf(from, to))).toBe(true);
    },
  );

  it("refuses a log that was cut, rewritten or proven otherwise", async () => {
    const proof = await proofOf(200, 300);
    const rewritten = { size: 200, root: head(199).root };
    expect(await isExtension(head(300), head(200), [])).toBe(false);
    expect(await isExtension(rewritten, head(300), proof)).toBe(false);
    expect(await isExtension(head(200), { size: 300, root: head(299).root }, proof)).toBe(false);
    expect(await isExtension(head(200), head(300), proof.slice(1))).toBe(false);
    expect(await isExtension(head(200), head(300), [...proof, head(1).root])).toBe(false);
    expect(await isExtension(head(256), head(300), await proofOf(255, 300))).toBe(false);
  });
});
