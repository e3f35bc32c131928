import canonicalize from "canonicalize";
import type { EntryProof } from "@/lib/records/call-proof.schema";
import { bytesOf, hexOf, sameBytes } from "./bytes";
import { hashLeaf, rootOf, sha256 } from "./merkle-path";
import { openCheckpoint } from "./signed-checkpoint";

/** One thing that was checked. */
export interface Check {
  what: string;
  ok: boolean;
}

/**
 * Checks in this browser that an entry is in the tree that the log has signed, that it is about this call and that the details shown are those it covers. The server's word is taken for nothing
 * but the verifier key.
 */
export async function verifyEntry(proof: EntryProof, callId: string): Promise<Check[]> {
  const checkpoint = await openCheckpoint(proof.checkpoint, proof.vkey);
  const path = proof.inclusion.map(bytesOf);
  const whole = path.every((hash) => hash !== undefined);
  const root =
    checkpoint && whole
      ? await rootOf(await hashLeaf(proof.record), proof.index, checkpoint.size, path)
      : undefined;
  const record = recordOf(proof.record);
  return [
    { what: "The checkpoint is signed by the log's key", ok: checkpoint !== undefined },
    {
      what: `The entry is leaf ${proof.index} of ${checkpoint?.size ?? proof.treeSize}`,
      ok: checkpoint !== undefined && root !== undefined && sameBytes(root, checkpoint.root),
    },
    { what: "The entry is about this call", ok: record?.call === callId },
    ...(proof.payload === null
      ? []
      : [{ what: "The details are those that the entry covers", ok: await covers(record, proof.payload) }]),
  ];
}

interface Leaf {
  call?: unknown;
  payload_sha256?: unknown;
}

function recordOf(text: string): Leaf | undefined {
  try {
    return JSON.parse(text) as Leaf;
  } catch {
    return undefined;
  }
}

/** The entry holds the SHA-256 of its details in canonical JSON (RFC 8785). */
async function covers(record: Leaf | undefined, payload: unknown): Promise<boolean> {
  const text = canonicalize(payload);
  if (text === undefined) return false;
  return record?.payload_sha256 === hexOf(await sha256(new TextEncoder().encode(text)));
}
