import { z } from "zod";
import type { AuthorizationRow } from "@/db/queries/authorizations";
import { toolGrant } from "../badge";
import type { ToolGrant } from "../principal";

/** How long an app may go on with what a person agreed to before it has to ask again. */
export const AUTHORIZATION_LIFETIME_MS = 30 * 24 * 3_600_000;
/** A code goes straight from the browser to the app and back (RFC 6749 section 4.1.2 allows ten minutes). */
export const CODE_LIFETIME_MS = 2 * 60_000;
/** An app that is not used for so long has to ask again. */
export const REFRESH_LIFETIME_MS = 7 * 24 * 3_600_000;

/** What an app may do in a person's name: nothing but calls, and those within policy. */
export const APP_SCOPES = ["mesh"] as const;

/** What one person agreed that one app may do, and everything issued from it. */
export interface Authorization {
  id: string;
  userId: string;
  clientId: string;
  scopes: readonly string[];
  grants: readonly ToolGrant[] | undefined;
  keyThumbprint: string | undefined;
  expiresAt: Date;
}

export function authorizationOf(row: AuthorizationRow): Authorization {
  const { id, userId, clientId, scopes, keyThumbprint, expiresAt } = row;
  const grants = row.grants === null ? undefined : (z.array(toolGrant).parse(row.grants) as ToolGrant[]);
  return { id, userId, clientId, scopes, grants, keyThumbprint: keyThumbprint ?? undefined, expiresAt };
}
