import { HASH_BYTES } from "../merkle/hash";
import type { TreeHead } from "../merkle/verify-consistency";
import type { CheckpointSigner } from "./keys";
import { openNote, signNote } from "./signed-note";

/** A tree head that the log has signed (C2SP tlog-checkpoint). */
export interface Checkpoint extends TreeHead {
  origin: string;
}

/** Signs a tree head. The origin is the signer's name. */
export function signCheckpoint(head: TreeHead, signer: CheckpointSigner): string {
  return signNote(`${signer.name}\n${head.size}\n${head.root.toString("base64")}\n`, signer);
}

/** Reads a checkpoint; undefined when none of the keys signed it or its text is not a tree head. Extension lines are ignored. */
export function openCheckpoint(note: string, vkeys: readonly string[]): Checkpoint | undefined {
  const text = openNote(note, vkeys);
  return text === undefined ? undefined : parseCheckpoint(text);
}

function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = "", sizeText = "", rootText = ""] = text.split("\n");
  const size = Number(sizeText);
  const root = Buffer.from(rootText, "base64");
  const valid =
    origin !== "" &&
    /^(0|[1-9]\d{0,15})$/.test(sizeText) &&
    Number.isSafeInteger(size) &&
    root.length === HASH_BYTES &&
    root.toString("base64") === rootText;
  return valid ? { origin, size, root } : undefined;
}
