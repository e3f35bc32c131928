import type { Db } from "@/db/client";
import { insertRefreshToken } from "@/db/queries/authorizations";
import { sha256Hex } from "@/lib/core/canonical-json";
import { newSecret } from "@/lib/core/ids";
import { type Authorization, REFRESH_LIFETIME_MS } from "./authorization";

/** The next refresh token of an authorization, never outliving it; only its digest is kept. */
export async function newRefreshToken(tx: Db, authorization: Authorization): Promise<string> {
  const token = newSecret("sbxr_");
  const endMs = Math.min(Date.now() + REFRESH_LIFETIME_MS, authorization.expiresAt.getTime());
  await insertRefreshToken(tx, {
    tokenHash: sha256Hex(token),
    authorizationId: authorization.id,
    expiresAt: new Date(endMs),
  });
  return token;
}
