import type { Mesh } from "@/lib/gateway/mesh";
import type { App } from "@/lib/identity/apps/app";
import { clientDocumentsService } from "@/lib/identity/apps/client-documents";
import { isLoopbackUri } from "@/lib/identity/apps/redirect-uri";
import { type ConsentQuestion, makeConsentTicket } from "@/lib/identity/authorizations/consent-ticket";
import { giveConsent } from "@/lib/identity/authorizations/give-consent";
import { consentedSince } from "@/lib/identity/authorizations/has-consent";
import type { ToolGrant } from "@/lib/identity/principal";
import { vaultService } from "@/lib/identity/vault";
import { type AuthorizationRequest, readAuthorizationRequest } from "./authorization-request";
import { codeAddress } from "./way-back";

/** What a person is asked, or where the browser goes because they were asked before. */
export type Asking =
  | {
      kind: "ask";
      app: App;
      redirectUri: string;
      grants: readonly ToolGrant[] | undefined;
      /** When they last said yes to the same. */
      since: Date | undefined;
      ticket: string;
    }
  | { kind: "go"; location: string };

/**
 * Reads an authorization request on behalf of the person who is signed in. A person who agreed before, to this app and to all of this, is not asked again, unless anybody on their machine could pass for the app: a loopback
 * address proves no identity (RFC 8252 section 8.6).
 * @throws as `readAuthorizationRequest`
 */
export async function askConsent(mesh: Mesh, question: ConsentQuestion): Promise<Asking> {
  const { db } = mesh.database;
  const request = await readRequest(mesh, question.request);
  const { app, redirectUri, grants, scopes } = request;
  const { userId } = question;
  const since = await consentedSince(db, { userId, clientId: app.clientId, scopes });
  if (since && !grants && !request.askAgain && !isLoopbackUri(redirectUri)) {
    return { kind: "go", location: await allow(mesh, request, userId) };
  }
  const ticket = makeConsentTicket(mesh.services.get(vaultService), question);
  return { kind: "ask", app, redirectUri, grants, since, ticket };
}

/** The request of a consent page, read anew: what was true when the page was drawn may not be any more. @throws as `readAuthorizationRequest` */
export function readRequest(mesh: Mesh, query: string): Promise<AuthorizationRequest> {
  const { database, config, services } = mesh;
  const deps = {
    db: database.db,
    publicUrl: config.publicUrl,
    documents: services.get(clientDocumentsService),
  };
  return readAuthorizationRequest(deps, query);
}

/** Makes the code. @returns the address that carries it back to the app */
export async function allow(mesh: Mesh, request: AuthorizationRequest, userId: string): Promise<string> {
  const { app, redirectUri, scopes, codeChallenge, keyThumbprint, grants } = request;
  const { code } = await giveConsent(mesh.database.db, app, {
    userId,
    redirectUri,
    scopes,
    codeChallenge,
    ...(keyThumbprint === undefined ? {} : { keyThumbprint }),
    grants,
  });
  return codeAddress(mesh.config.publicUrl, request, code);
}
