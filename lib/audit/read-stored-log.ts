import { createPublicKey } from "node:crypto";
import type { Sql } from "postgres";
import { MeshError } from "@/lib/core/errors";
import { publicJwk } from "@/lib/identity/signing-key";
import { verifierKey } from "./notes/keys";

/**
 * The log's name and verifier keys as the database has them, for programs that run beside the mesh and hold no secrets. Whoever owns the database could have changed
 * them: an auditor compares them with what was written down elsewhere.
 * @throws MeshError `not_found` when the database has never carried a mesh
 */
export async function readStoredLog(sql: Sql): Promise<{ origin: string; vkeys: string[] }> {
  const [row] = await sql<{ value: string }[]>`select value from installation where name = 'audit_origin'`;
  if (!row) throw new MeshError("not_found", "This database holds no audit log.");
  const keys = await sql<{ jwk: unknown }[]>`
    select public_jwk as jwk from signing_keys where purpose = 'audit' order by created_at desc`;
  const vkeys = keys.map(({ jwk }) =>
    verifierKey(row.value, createPublicKey({ format: "jwk", key: publicJwk.parse(jwk) })),
  );
  return { origin: row.value, vkeys };
}
