import { z } from "zod";
import type { Db } from "@/db/client";
import { insertAuthorization, insertAuthorizationCode } from "@/db/queries/authorizations";
import { upsertDocumentedApp } from "@/db/queries/clients";
import { upsertConsent } from "@/db/queries/consents";
import { appendAudit } from "@/lib/audit/append-audit";
import { sha256Hex } from "@/lib/core/canonical-json";
import { newId, newSecret } from "@/lib/core/ids";
import { parseInput } from "@/lib/core/parse-input";
import type { App } from "../apps/app";
import type { ToolGrant } from "../principal";
import { APP_SCOPES, AUTHORIZATION_LIFETIME_MS, CODE_LIFETIME_MS } from "./authorization";

export const giveConsentInput = z.object({
  userId: z.uuid(),
  redirectUri: z.string().min(1).max(600),
  scopes: z.array(z.enum(APP_SCOPES)).min(1),
  codeChallenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  keyThumbprint: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
});

/**
 * Records what a person lets an app do and makes the code with which the app collects it: valid two minutes, once, for that app, that address and that verifier only.
 * @param app as `findApp` gave it for this request
 * @returns the code; only its digest is kept
 */
export async function giveConsent(
  db: Db,
  app: App,
  input: z.input<typeof giveConsentInput> & { grants: readonly ToolGrant[] | undefined },
): Promise<{ code: string }> {
  const { userId, redirectUri, scopes, codeChallenge, keyThumbprint } = parseInput(giveConsentInput, input);
  const { clientId, title } = app;
  const code = newSecret("sbxc_");
  const id = newId();
  const nowMs = Date.now();
  await db.transaction(async (tx) => {
    if (app.source === "document") {
      await upsertDocumentedApp(tx, { clientId, title, redirectUris: [...app.redirectUris] });
    }
    await upsertConsent(tx, { userId, clientId, scopes });
    await insertAuthorization(tx, {
      id,
      userId,
      clientId,
      scopes,
      grants: input.grants ?? null,
      keyThumbprint,
      expiresAt: new Date(nowMs + AUTHORIZATION_LIFETIME_MS),
    });
    await insertAuthorizationCode(tx, {
      codeHash: sha256Hex(code),
      authorizationId: id,
      redirectUri,
      codeChallenge,
      expiresAt: new Date(nowMs + CODE_LIFETIME_MS),
    });
    await appendAudit(tx, {
      type: "io.signalbox.consent.given",
      actor: `user:${userId}`,
      object: `client:${clientId}`,
      outcome: "ok",
      payload: { authorizationId: id, title, redirectUri, scopes, grants: input.grants ?? null },
    });
  });
  return { code };
}
