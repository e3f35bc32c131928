import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { EMPTY_ROOT, hashLeaf } from "../merkle/hash";
import { openCheckpoint, signCheckpoint } from "./checkpoint";
import { checkpointSigner, parseVerifierKey } from "./keys";
import { openNote, signNote } from "./signed-note";

const signer = checkpointSigner("mesh.example/audit", generateKeyPairSync("ed25519").privateKey);
const other = checkpointSigner("mesh.example/audit", generateKeyPairSync("ed25519").privateKey);
const head = { size: 42, root: hashLeaf("root") };

describe("signed notes", () => {
  // Published with the note format of the Go checksum database.
  const vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  const note =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  it("of another implementation open with their key", () => {
    expect(openNote(note, [vkey])).toMatch(/^If you think cryptography/);
    expect(openNote(note.replace("answer", "Answer"), [vkey])).toBeUndefined();
  });

  it("keep their text apart from signatures at the last empty line", () => {
    const text = "one\n\ntwo\n";
    expect(openNote(signNote(text, signer), [signer.vkey])).toBe(text);
  });

  it("open when one of several keys is known, and not when a known key's signature is bad", () => {
    const signed = signNote("text\n", signer);
    const both = signed + (signNote("text\n", other).split("\n\n")[1] ?? "");
    expect(openNote(both, [other.vkey])).toBe("text\n");
    expect(openNote(signed, [other.vkey])).toBeUndefined();
    const bad = signed + (signNote("Text\n", other).split("\n\n")[1] ?? "");
    expect(openNote(bad, [signer.vkey])).toBe("text\n");
    expect(openNote(bad, [signer.vkey, other.vkey])).toBeUndefined();
  });

  it.each([
    "",
    "text",
    "text\n",
    "text\n\n",
    "text\n\n\u2014 mesh.example/audit AAAA\n",
    "te\rxt\n\n\u2014 a AAAAAAAA\n",
  ])("refuse %j", (malformed) => expect(openNote(malformed, [signer.vkey])).toBeUndefined());

  it("refuse a verifier key whose id is not that of its key", () => {
    expect(() => parseVerifierKey(signer.vkey.replace(/\+[0-9a-f]{8}\+/, "+00000000+"))).toThrow(
      /not that of its key/,
    );
    expect(() => parseVerifierKey("a+b")).toThrow(/not an Ed25519 verifier key/);
  });
});

describe("checkpoints", () => {
  it("carry origin, size and root through signing and opening", () => {
    const opened = openCheckpoint(signCheckpoint(head, signer), [signer.vkey]);
    expect(opened).toEqual({ ...head, origin: "mesh.example/audit" });
    const empty = signCheckpoint({ size: 0, root: EMPTY_ROOT }, signer);
    expect(openCheckpoint(empty, [signer.vkey])?.size).toBe(0);
  });

  it.each([
    `mesh.example/audit\n042\n${head.root.toString("base64")}\n`,
    `mesh.example/audit\n-1\n${head.root.toString("base64")}\n`,
    "mesh.example/audit\n42\nAAAA\n",
    "mesh.example/audit\n42\n",
    `\n42\n${head.root.toString("base64")}\n`,
  ])("are refused when the signed text is no tree head: %j", (text) => {
    expect(openCheckpoint(signNote(text, signer), [signer.vkey])).toBeUndefined();
  });
});
