import { canonicalJson, sha256Hex } from "@/lib/core/canonical-json";
import { type Hash, hashLeaf } from "../merkle/hash";

/** What is known of one entry: its leaf, the hash that stands for it in the tree, and its details if they are kept. */
export interface CheckedEntry {
  leaf: string;
  hash: Hash;
  payload?: unknown;
}

/** `fields` is the parsed leaf; `payload` says what became of the details. */
export type EntryCheck =
  | { problem: string }
  | { problem: undefined; fields: Record<string, unknown>; payload: "checked" | "erased" | "none" };

/** Holds an entry against its hash and its details against the digest in it. */
export function checkEntry(entry: CheckedEntry): EntryCheck {
  if (!hashLeaf(entry.leaf).equals(entry.hash))
    return { problem: "the entry does not have the hash that is in the tree" };
  const fields = parseLeaf(entry.leaf);
  if (!fields) return { problem: "the entry is not a leaf of version 1" };
  const hasPayload = entry.payload !== undefined && entry.payload !== null;
  const digest = fields.payload_sha256;
  if (digest === undefined)
    return hasPayload
      ? { problem: "the entry has details that it never had" }
      : { problem: undefined, fields, payload: "none" };
  if (!hasPayload) return { problem: undefined, fields, payload: "erased" };
  if (sha256Hex(canonicalJson(entry.payload)) !== digest)
    return { problem: "the details do not have the digest that is in the entry" };
  return { problem: undefined, fields, payload: "checked" };
}

function parseLeaf(leaf: string): Record<string, unknown> | undefined {
  try {
    const fields: unknown = JSON.parse(leaf);
    const isObject = typeof fields === "object" && fields !== null && !Array.isArray(fields);
    return isObject && (fields as { v?: unknown }).v === 1 ? (fields as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
