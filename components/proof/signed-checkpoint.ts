import { bytesOf, sameBytes } from "./bytes";
import { sha256 } from "./merkle-path";

/** What a signed checkpoint says (C2SP tlog-checkpoint). */
export interface SignedCheckpoint {
  origin: string;
  size: number;
  root: Uint8Array;
}

const ED25519 = 1;

/**
 * Reads a checkpoint that the key signed (C2SP signed-note).
 * @param vkey `<name>+<id in hex>+<base64 of type and key>`
 * @returns undefined when the key did not sign it or either is malformed
 */
export async function openCheckpoint(note: string, vkey: string): Promise<SignedCheckpoint | undefined> {
  const key = await parseKey(vkey);
  const split = note.lastIndexOf("\n\n");
  if (!key || split < 0) return undefined;
  const text = note.slice(0, split + 1);
  for (const line of note.slice(split + 2).split("\n")) {
    const match = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/u.exec(line);
    const signed = match?.[1] === key.name ? bytesOf(match[2] ?? "") : undefined;
    if (!signed || !sameBytes(signed.subarray(0, 4), key.id)) continue;
    const data = new TextEncoder().encode(text);
    if (await crypto.subtle.verify("Ed25519", key.key, signed.slice(4), data)) return parseText(text);
  }
  return undefined;
}

async function parseKey(vkey: string): Promise<{ name: string; id: Uint8Array; key: CryptoKey } | undefined> {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(vkey);
  const [, name = "", idHex = "", encoded = ""] = match ?? [];
  const typed = bytesOf(encoded);
  if (!match || typed?.length !== 33 || typed[0] !== ED25519) return undefined;
  const id = (await sha256(new TextEncoder().encode(`${name}\n`), typed)).subarray(0, 4);
  const stated = Uint8Array.from(idHex.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
  if (!sameBytes(id, stated)) return undefined;
  const key = await crypto.subtle.importKey("raw", typed.slice(1), "Ed25519", false, ["verify"]);
  return { name, id, key };
}

function parseText(text: string): SignedCheckpoint | undefined {
  const [origin = "", sizeText = "", rootText = ""] = text.split("\n");
  const root = bytesOf(rootText);
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(sizeText) || root?.length !== 32) return undefined;
  return { origin, size: Number(sizeText), root };
}
