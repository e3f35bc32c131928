import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { buildEntry } from "@/lib/audit/audit-entry";
import type { EntryProof } from "@/lib/audit/browse/entry-proof.schema";
import { buildInclusionProof } from "@/lib/audit/merkle/build-proof";
import { hashLeaf } from "@/lib/audit/merkle/hash";
import { TreeFrontier } from "@/lib/audit/merkle/tree-frontier";
import { signCheckpoint } from "@/lib/audit/notes/checkpoint";
import { checkpointSigner } from "@/lib/audit/notes/keys";
import { newId } from "@/lib/core/ids";
import { verifyEntry } from "./verify-entry";

const SIZE = 300;
const callId = newId();
const payload = { decision: "deny", policies: ["a", "b"], n: 1.5 };

/** A proof made by the log's own code, over real hashes and a real signature. */
async function proofAt(index: number): Promise<EntryProof> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const signer = checkpointSigner("log.example", { publicKey, sign: (text) => sign(null, text, privateKey) });
  const records = Array.from({ length: SIZE }, (_, at) =>
    at === index
      ? buildEntry({
          type: "io.signalbox.call.denied",
          actor: "agent:a",
          object: "agent:b",
          outcome: "denied",
          callId,
          payload,
        }).leaf
      : `leaf ${at}`,
  );
  const tree = new TreeFrontier();
  for (const record of records) tree.append(hashLeaf(record));
  const tiles = tree.takeChanged();
  const inclusion = await buildInclusionProof(index, SIZE, async (ids) =>
    ids.flatMap((id) => tiles.find((tile) => tile.level === id.level && tile.index === id.index) ?? []),
  );
  return {
    vkey: signer.vkey,
    checkpoint: signCheckpoint({ size: SIZE, root: tree.root() }, signer),
    record: records[index] ?? "",
    index,
    inclusion: inclusion.map((hash) => hash.toString("base64")),
    treeSize: SIZE,
    payload,
  };
}

const failed = async (proof: EntryProof, id = callId) =>
  (await verifyEntry(proof, id)).filter((check) => !check.ok).map((check) => check.what);

describe("verifyEntry", () => {
  it.each([0, 1, 255, 256, SIZE - 1])("accepts what the log proves, at leaf %i", async (index) => {
    expect(await failed(await proofAt(index))).toEqual([]);
  });

  it("finds the part that was changed", async () => {
    const proof = await proofAt(42);
    const leaf = "The entry is leaf 42 of 300";
    const signed = "The checkpoint is signed by the log's key";
    const about = "The entry is about this call";
    const covered = "The details are those that the entry covers";
    expect(await failed({ ...proof, record: proof.record.replace("denied", "allowed") })).toEqual([leaf]);
    expect(await failed({ ...proof, index: 43 })).toEqual(["The entry is leaf 43 of 300"]);
    expect(await failed({ ...proof, inclusion: proof.inclusion.slice(1) })).toEqual([leaf]);
    expect(await failed({ ...proof, checkpoint: proof.checkpoint.replace("300", "301") })).toEqual([
      signed,
      leaf,
    ]);
    expect(await failed({ ...proof, vkey: (await proofAt(42)).vkey })).toEqual([signed, leaf]);
    expect(await failed({ ...proof, payload: { ...payload, decision: "allow" } })).toEqual([covered]);
    expect(await failed(proof, newId())).toEqual([about]);
  });

  it("fails, not throws, on rubbish", async () => {
    const proof = await proofAt(1);
    for (const part of ["vkey", "checkpoint", "record"] as const) {
      expect((await failed({ ...proof, [part]: "\u2014 rubbish +++\n\n" })).length).toBeGreaterThan(0);
    }
    expect(await failed({ ...proof, inclusion: ["%%%"] })).toEqual(["The entry is leaf 1 of 300"]);
  });
});
