import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { MeshError } from "@/lib/core/errors";

/** Signs checkpoints. `name` is the log's origin; `vkey` is what verifiers need to know (C2SP signed-note). */
export interface CheckpointSigner {
  name: string;
  vkey: string;
  /** An Ed25519 signature (RFC 8032) over the bytes. */
  sign(text: Buffer): Buffer;
}

/** A key that notes are checked against. */
export interface NoteVerifier {
  name: string;
  id: Buffer;
  verify(text: Buffer, signature: Buffer): boolean;
}

/** Signature type of Ed25519 (C2SP signed-note, signature types). */
const ED25519 = 0x01;
const KEY_BYTES = 32;

/** An Ed25519 key that signs without showing its private half. */
export interface SigningPair {
  publicKey: KeyObject;
  sign(text: Buffer): Buffer;
}

/**
 * Makes a signer of checkpoints from an Ed25519 key.
 * @param origin the log's name: no spaces and no plus sign
 * @param key a private key, or one kept elsewhere
 * @throws MeshError `invalid_request` for another kind of key or a name that a note cannot carry
 */
export function checkpointSigner(origin: string, key: KeyObject | SigningPair): CheckpointSigner {
  if (!/^[^\s+]+$/u.test(origin))
    throw new MeshError("invalid_request", "The name of an audit log has no spaces and no plus sign.");
  if ("sign" in key)
    return { name: origin, vkey: verifierKey(origin, key.publicKey), sign: (text) => key.sign(text) };
  const vkey = verifierKey(origin, createPublicKey(key));
  return { name: origin, vkey, sign: (text) => sign(null, text, key) };
}

/**
 * The verifier key of a log: `<name>+<id in hex>+<base64 of type and key>`.
 * @throws MeshError `invalid_request` for a key that is not Ed25519
 */
export function verifierKey(name: string, publicKey: KeyObject): string {
  if (publicKey.asymmetricKeyType !== "ed25519")
    throw new MeshError("invalid_request", "The audit log is signed with an Ed25519 key.");
  const raw = Buffer.from(String(publicKey.export({ format: "jwk" }).x), "base64url");
  const typed = Buffer.concat([Buffer.from([ED25519]), raw]);
  return `${name}+${noteKeyId(name, typed).toString("hex")}+${typed.toString("base64")}`;
}

/**
 * Reads a verifier key, `<name>+<id in hex>+<base64 of type and key>`.
 * @throws MeshError `invalid_request` for one that is malformed, of another type, or whose id does not fit
 */
export function parseVerifierKey(vkey: string): NoteVerifier {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(vkey.trim());
  const [, name = "", idHex = "", encoded = ""] = match ?? [];
  const typed = Buffer.from(encoded, "base64");
  if (!match || typed.length !== 1 + KEY_BYTES || typed[0] !== ED25519)
    throw new MeshError("invalid_request", "This is not an Ed25519 verifier key (name+id+key).");
  const id = Buffer.from(idHex, "hex");
  if (!noteKeyId(name, typed).equals(id))
    throw new MeshError("invalid_request", "The id in the verifier key is not that of its key.");
  const x = typed.subarray(1).toString("base64url");
  const key = createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x } });
  return { name, id, verify: (text, signature) => verify(null, text, key, signature) };
}

/** The four bytes that name a verifier key in a signature line. */
export function keyIdOf(vkey: string): Buffer {
  return Buffer.from(vkey.split("+")[1] ?? "", "hex");
}

function noteKeyId(name: string, typedKey: Buffer): Buffer {
  return createHash("sha256").update(`${name}\n`).update(typedKey).digest().subarray(0, 4);
}
