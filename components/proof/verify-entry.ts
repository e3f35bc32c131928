import canonicalize from "canonicalize";
import type { EntryColumns, EntryProof } from "@/lib/audit/browse/entry-proof.schema";
import { bytesOf, hexOf, sameBytes } from "./bytes";
import { hashLeaf, rootOf, sha256 } from "./merkle-path";
import { openCheckpoint, type SignedCheckpoint } from "./signed-checkpoint";

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
  return [
    { what: "The checkpoint is signed by the log's key", ok: checkpoint !== undefined },
    {
      what: `The entry is leaf ${proof.index} of ${checkpoint?.size ?? proof.treeSize}`,
      ok: await isUnder(checkpoint, proof),
    },
    { what: "The entry is about this call", ok: recordOf(proof.record)?.call === callId },
    ...(await detailsCheck(proof)),
  ];
}

/** Checks an entry against a checkpoint that was found to be signed: its place in the tree, that what lists show of it is what it says, and that its details are those it covers. */
export async function verifyColumns(
  checkpoint: SignedCheckpoint,
  proof: Pick<EntryProof, "record" | "index" | "inclusion" | "payload">,
  columns: EntryColumns,
): Promise<(Check & { part: "place" | "columns" | "details" })[]> {
  const record = recordOf(proof.record);
  const details = await detailsCheck(proof);
  const told = Object.entries(columns).every(([name, value]) => (record?.[name] ?? null) === value);
  return [
    {
      part: "place",
      what: `The entry is leaf ${proof.index} of ${checkpoint.size}`,
      ok: await isUnder(checkpoint, proof),
    },
    { part: "columns", what: "What the list shows is what the leaf says", ok: told },
    ...details.map((check) => ({ ...check, part: "details" as const })),
  ];
}

async function isUnder(
  checkpoint: SignedCheckpoint | undefined,
  proof: Pick<EntryProof, "record" | "index" | "inclusion">,
): Promise<boolean> {
  const path = proof.inclusion.map(bytesOf);
  if (!checkpoint || !path.every((hash) => hash !== undefined)) return false;
  const root = await rootOf(await hashLeaf(proof.record), proof.index, checkpoint.size, path);
  return root !== undefined && sameBytes(root, checkpoint.root);
}

function recordOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The entry holds the SHA-256 of its details in canonical JSON (RFC 8785). Details that it never had are as wrong as changed ones; missing ones may have been erased. */
async function detailsCheck({ record, payload }: Pick<EntryProof, "record" | "payload">): Promise<Check[]> {
  if (payload === null || payload === undefined) return [];
  const text = canonicalize(payload);
  const digest = text === undefined ? "" : hexOf(await sha256(new TextEncoder().encode(text)));
  const ok = recordOf(record)?.payload_sha256 === digest;
  return [{ what: "The details are those that the entry covers", ok }];
}
