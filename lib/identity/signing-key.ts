import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { SigningKeyRow } from "@/db/queries/signing-keys";
import { sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import type { Vault } from "./vault";

/** What a key of the mesh signs: badges, agent cards, checkpoints of the audit log. */
export const KEY_PURPOSES = ["badge", "card", "audit"] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];
export type KeyState = "current" | "next" | "retired";

const ALGORITHM = { badge: "ES256", card: "ES256", audit: "EdDSA" } as const satisfies Record<
  KeyPurpose,
  string
>;

/** The public half, as published (RFC 7517). */
export const publicJwk = z.object({
  kty: z.enum(["EC", "OKP"]),
  crv: z.enum(["P-256", "Ed25519"]),
  x: z.string(),
  y: z.string().optional(),
  kid: z.string(),
  alg: z.enum(["ES256", "EdDSA"]),
  use: z.literal("sig"),
});
export type PublicJwk = z.infer<typeof publicJwk>;

/** A key in memory. The private half is there only where it may still sign. */
export interface SigningKey {
  kid: string;
  purpose: KeyPurpose;
  alg: "ES256" | "EdDSA";
  state: KeyState;
  publicKey: KeyObject;
  privateKey: KeyObject | undefined;
  publicJwk: PublicJwk;
  createdAt: Date;
  retiredAt: Date | undefined;
}

/** A fresh key pair, ready to be stored. The private half leaves this function only sealed. */
export function makeSigningKey(purpose: KeyPurpose, vault: Vault) {
  const pair =
    purpose === "audit" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = pair.publicKey.export({ format: "jwk" });
  const alg = ALGORITHM[purpose];
  const kid = `${purpose}-${sha256Hex(`${jwk.kty}.${jwk.crv}.${jwk.x}.${jwk.y ?? ""}`).slice(0, 24)}`;
  return {
    kid,
    purpose,
    alg,
    publicJwk: publicJwk.parse({ ...jwk, kid, alg, use: "sig" }),
    privateCiphertext: vault.seal(rowName(kid), pair.privateKey.export({ type: "pkcs8", format: "der" })),
  };
}

const storedKey = z.object({
  kid: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  purpose: z.enum(KEY_PURPOSES),
  alg: z.enum(["ES256", "EdDSA"]),
  state: z.enum(["current", "next", "retired"]),
  publicJwk,
});

/** @throws MeshError `unavailable` when the row is not one of ours or was sealed under another key-encryption key */
export function openSigningKey(row: SigningKeyRow, vault: Vault): SigningKey {
  const parsed = storedKey.safeParse(row);
  if (!parsed.success) {
    throw new MeshError("unavailable", "A stored signing key is not well formed.", { cause: parsed.error });
  }
  const key = parsed.data;
  const der =
    row.privateCiphertext.length > 0 ? vault.open(rowName(key.kid), row.privateCiphertext) : undefined;
  return {
    ...key,
    publicKey: createPublicKey({ key: { ...key.publicJwk }, format: "jwk" }),
    privateKey: der && createPrivateKey({ key: der, type: "pkcs8", format: "der" }),
    createdAt: row.createdAt,
    retiredAt: row.retiredAt ?? undefined,
  };
}

function rowName(kid: string): string {
  return `signing_keys/${kid}`;
}
