import type { Database } from "@/db/client";
import { serviceKey } from "@/lib/core/services";
import type { KeyRing } from "@/lib/identity/key-ring";
import { ensureAuditOrigin } from "./ensure-audit-origin";
import { type CheckpointSigner, checkpointSigner, verifierKey } from "./notes/keys";

/** The log's name and keys, as they stand now. */
export interface AuditLog {
  /** Names the log in every checkpoint. Fixed at the installation's first start: another name would be another log. */
  readonly origin: string;
  /** @throws MeshError `unavailable` when there is no key for the log */
  signer(): CheckpointSigner;
  /** Verifier keys of every key that has signed this log, the current one first. */
  vkeys(): readonly string[];
}

export const auditLogService = serviceKey<AuditLog>("auditLog");

/** Opens the log's identity. @param publicUrl where the mesh is reached; used for the name at the first start only */
export async function openAuditLog(
  database: Database,
  keyRing: KeyRing,
  publicUrl: string,
): Promise<AuditLog> {
  const origin = await ensureAuditOrigin(database.sql, publicUrl);
  let cached: { kid: string; signer: CheckpointSigner } | undefined;
  const signer = () => {
    const key = keyRing.signer("audit");
    if (cached?.kid !== key.kid) {
      const publicKey = keyRing.list().find((candidate) => candidate.kid === key.kid)?.publicKey;
      if (!publicKey) throw new Error(`the key ring signs with ${key.kid} but does not list it`);
      cached = {
        kid: key.kid,
        signer: checkpointSigner(origin, { publicKey, sign: (text) => key.sign(text) }),
      };
    }
    return cached.signer;
  };
  return {
    origin,
    signer,
    vkeys() {
      const current = signer().vkey;
      const all = keyRing
        .list()
        .filter((key) => key.purpose === "audit")
        .map((key) => verifierKey(origin, key.publicKey));
      return [current, ...all.filter((vkey) => vkey !== current)];
    },
  };
}
