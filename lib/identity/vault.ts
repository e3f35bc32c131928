import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { MeshError } from "@/lib/core/errors";
import { serviceKey } from "@/lib/core/services";
import { loadKek } from "./load-kek";

/** Seals what must not be readable in a dump of the database. */
export interface Vault {
  /** Names the key-encryption key in use (16 hex digits); stands in every ciphertext. */
  readonly keyId: string;
  /** @param name of the row that will hold the ciphertext; it opens under this name only */
  seal(name: string, plaintext: Uint8Array): Buffer;
  /** @throws MeshError `unavailable` for another key-encryption key, a moved row or damaged bytes */
  open(name: string, ciphertext: Uint8Array): Buffer;
  /** 32 bytes for one purpose (HKDF-SHA256, RFC 5869): the same on every replica with this key-encryption key, stored nowhere. */
  deriveKey(purpose: string): Buffer;
}

export const vaultService = serviceKey<Vault>("vault");

/** The vault of this installation. @throws MeshError `unavailable` when its key file is damaged */
export function openVault(config: { kek: string | undefined; homeDir: string }): Vault {
  return vaultOf(loadKek(config));
}

/*
 * Envelope encryption. Layout: version (1) | key id (8) | wrapped data key (12 + 32 + 16) | body (12 + n + 16), each part being nonce, AES-256-GCM ciphertext, tag.
 * Every value has a data key of its own, so no nonce is ever used twice under one key however many values there are. The row's name is associated data of
 * both parts: a ciphertext moved to another row does not open.
 */
const VERSION = 1;
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DATA_KEY_BYTES = 32;
const DERIVED_BYTES = 32;
const HEAD_BYTES = 1 + KEY_ID_BYTES;
const WRAP_BYTES = NONCE_BYTES + DATA_KEY_BYTES + TAG_BYTES;

/** A vault over a given key of 32 bytes. */
export function vaultOf(kek: Buffer): Vault {
  const keyIdBytes = createHash("sha256")
    .update("signalbox.kek.id")
    .update(kek)
    .digest()
    .subarray(0, KEY_ID_BYTES);
  const head = Buffer.concat([Buffer.of(VERSION), keyIdBytes]);
  return {
    keyId: keyIdBytes.toString("hex"),
    deriveKey: (purpose) => Buffer.from(hkdfSync("sha256", kek, "signalbox.derive", purpose, DERIVED_BYTES)),
    seal(name, plaintext) {
      const dataKey = randomBytes(DATA_KEY_BYTES);
      return Buffer.concat([
        head,
        encrypt(kek, `${name}\0key`, dataKey),
        encrypt(dataKey, `${name}\0body`, plaintext),
      ]);
    },
    open(name, ciphertext) {
      const bytes = Buffer.from(ciphertext.buffer, ciphertext.byteOffset, ciphertext.byteLength);
      if (bytes.length < HEAD_BYTES + WRAP_BYTES + NONCE_BYTES + TAG_BYTES) throw unreadable(name);
      if (!bytes.subarray(0, HEAD_BYTES).equals(head)) {
        throw new MeshError(
          "unavailable",
          "A stored credential was encrypted under another key-encryption key. Start with the SIGNALBOX_KEK (or kek file) that wrote it.",
          { detail: `row ${name}, key ${bytes.subarray(1, HEAD_BYTES).toString("hex")}` },
        );
      }
      try {
        const dataKey = decrypt(kek, `${name}\0key`, bytes.subarray(HEAD_BYTES, HEAD_BYTES + WRAP_BYTES));
        return decrypt(dataKey, `${name}\0body`, bytes.subarray(HEAD_BYTES + WRAP_BYTES));
      } catch (cause) {
        throw unreadable(name, cause);
      }
    },
  };
}

function unreadable(name: string, cause?: unknown): MeshError {
  return new MeshError("unavailable", "A stored credential cannot be read: it is damaged or was moved.", {
    detail: `row ${name}`,
    cause,
  });
}

function encrypt(key: Buffer, aad: string, plaintext: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES }).setAAD(
    Buffer.from(aad),
  );
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, aad: string, sealed: Buffer): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(aad))
    .setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return Buffer.concat([
    decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)),
    decipher.final(),
  ]);
}
