import { type KeyObject, sign } from "node:crypto";
import type { Database } from "@/db/client";
import { followChanges } from "@/db/follow-changes";
import { listLiveSigningKeys } from "@/db/queries/signing-keys";
import { MeshError } from "@/lib/core/errors";
import { serviceKey } from "@/lib/core/services";
import { ensureKeys } from "./ensure-keys";
import { type KeyPurpose, openSigningKey, type PublicJwk, type SigningKey } from "./signing-key";
import type { Vault } from "./vault";

/** What signs now, for one purpose. */
export interface Signer {
  readonly kid: string;
  readonly alg: "ES256" | "EdDSA";
  /** Synchronous: `ieee-p1363` (64 bytes, as JWS wants it, RFC 7518 section 3.4) for ES256, 64 bytes for Ed25519. */
  sign(data: string | Uint8Array): Buffer;
}

/** A key that a signature may be checked with. */
export interface VerificationKey {
  readonly kid: string;
  readonly purpose: KeyPurpose;
  readonly alg: "ES256" | "EdDSA";
  readonly state: SigningKey["state"];
  readonly publicKey: KeyObject;
  readonly publicJwk: PublicJwk;
  readonly createdAt: Date;
  readonly retiredAt: Date | undefined;
}

/** The signing keys of the mesh in this process, kept equal to the store. */
export interface KeyRing {
  /** @throws MeshError `unavailable` when there is no key for the purpose */
  signer(purpose: KeyPurpose): Signer;
  /** A key of that id which may still verify. A retired badge key can as long as badges signed with it may live. */
  find(kid: string): VerificationKey | undefined;
  list(): readonly VerificationKey[];
  /** Public keys for badges and cards as a JWK set (RFC 7517), the coming ones included. */
  jwks(): { keys: readonly PublicJwk[] };
  /** Reads the store now. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export const keyRingService = serviceKey<KeyRing>("keyRing");

/** How long a retired key stays: the longest life of a badge, and time for every replica to notice the rotation. */
const OVERLAP_MS = 6 * 60_000;
const POLL_MS = 5_000;

/**
 * Opens the key ring, making the keys when this is the first start of the installation.
 * @throws MeshError `unavailable` when the stored keys were sealed under another key-encryption key
 */
export async function openKeyRing(database: Database, vault: Vault): Promise<KeyRing> {
  await ensureKeys(database.db, vault);
  let byKid = new Map<string, SigningKey>();
  let signers = new Map<KeyPurpose, Signer>();
  let jwks: { keys: readonly PublicJwk[] } = { keys: [] };

  const follower = await followChanges({
    sql: database.sql,
    channel: "signalbox_keys",
    pollMs: POLL_MS,
    async read() {
      const rows = await listLiveSigningKeys(database.db, {
        retiredAfter: new Date(Date.now() - OVERLAP_MS),
      });
      const unchanged =
        rows.length === byKid.size && rows.every((row) => byKid.get(row.kid)?.state === row.state);
      if (unchanged) return;
      byKid = new Map(rows.map((row) => [row.kid, openSigningKey(row, vault)]));
      const keys = [...byKid.values()];
      signers = new Map(
        keys.filter((key) => key.state === "current").map((key) => [key.purpose, signerOf(key)]),
      );
      jwks = { keys: keys.filter((key) => key.purpose !== "audit").map((key) => key.publicJwk) };
    },
  });
  return {
    signer(purpose) {
      const signer = signers.get(purpose);
      if (!signer) throw new MeshError("unavailable", "The mesh has no signing key.", { detail: purpose });
      return signer;
    },
    find: (kid) => byKid.get(kid),
    list: () => [...byKid.values()],
    jwks: () => jwks,
    refresh: follower.refresh,
    close: follower.close,
  };
}

function signerOf(key: SigningKey): Signer {
  const { privateKey } = key;
  if (!privateKey) {
    throw new MeshError("unavailable", "A signing key of the mesh is incomplete.", { detail: key.kid });
  }
  const hash = key.alg === "ES256" ? "sha256" : null;
  const input = { key: privateKey, dsaEncoding: "ieee-p1363" as const };
  return {
    kid: key.kid,
    alg: key.alg,
    sign: (data) => sign(hash, typeof data === "string" ? Buffer.from(data) : data, input),
  };
}
