import type { Db } from "@/db/client";
import { isMeshError, MeshError } from "@/lib/core/errors";
import type { App } from "@/lib/identity/apps/app";
import type { ClientDocuments } from "@/lib/identity/apps/client-documents";
import { findApp } from "@/lib/identity/apps/find-app";
import { matchesRedirectUri } from "@/lib/identity/apps/redirect-uri";
import { APP_SCOPES } from "@/lib/identity/authorizations/authorization";
import type { ToolGrant } from "@/lib/identity/principal";
import { OAuthError, type OAuthErrorCode } from "../oauth-error";
import { readBadgeRequest } from "../read-badge-request";
import { readParameters } from "../read-form";

type AppScope = (typeof APP_SCOPES)[number];

/** Where the answer to an authorization request goes: proven to belong to the app. */
export interface WayBack {
  app: App;
  redirectUri: string;
  state: string | undefined;
}

/** What an app asks a person for, checked. */
export interface AuthorizationRequest extends WayBack {
  scopes: AppScope[];
  grants: readonly ToolGrant[] | undefined;
  /** RFC 7636, always S256. */
  codeChallenge: string;
  /** The code is for the holder of this key only (RFC 9449 section 10). */
  keyThumbprint: string | undefined;
  /** Asked for even if the person agreed before. */
  askAgain: boolean;
}

/** A request that is not right although app and address are: the app may be told, by way of the browser. */
export class AuthorizationError extends Error {
  constructor(
    readonly code: OAuthErrorCode | "unsupported_response_type" | "access_denied",
    message: string,
    readonly back: WayBack,
  ) {
    super(message);
    this.name = "AuthorizationError";
  }
}

const MAX_QUERY = 8000;
const DIGEST = /^[A-Za-z0-9_-]{43}$/;

/**
 * Reads an authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3, RFC 8707 section 2).
 * @param query as it stands in the address, without the question mark
 * @throws MeshError `invalid_request` for a request whose app or address cannot be told, which must not lead the browser anywhere (RFC 6749 section 4.1.2.1); AuthorizationError for any other
 */
export async function readAuthorizationRequest(
  deps: { db: Db; documents: ClientDocuments; publicUrl: string },
  query: string,
): Promise<AuthorizationRequest> {
  const parameters = parametersOf(query);
  const back = await wayBackOf(deps, parameters);
  const refuse = (code: AuthorizationError["code"], message: string) =>
    new AuthorizationError(code, message, back);
  if (parameters.get("response_type") !== "code")
    throw refuse("unsupported_response_type", "Only the response type code is supported.");
  if ((parameters.get("response_mode") ?? "query") !== "query")
    throw refuse("invalid_request", "Only the response mode query is supported.");
  if (parameters.has("request") || parameters.has("request_uri"))
    throw refuse("invalid_request", "Send the request as parameters.");
  const codeChallenge = parameters.get("code_challenge") ?? "";
  if (!DIGEST.test(codeChallenge) || parameters.get("code_challenge_method") !== "S256")
    throw refuse("invalid_request", "A code challenge with the method S256 is needed.");
  const keyThumbprint = parameters.get("dpop_jkt");
  if (keyThumbprint !== undefined && !DIGEST.test(keyThumbprint))
    throw refuse("invalid_request", "The key thumbprint is not well formed.");
  const wanted = badgeRequestOf(parameters, deps.publicUrl, refuse);
  const scopes = (wanted.scopes ?? APP_SCOPES).map((asked) => {
    const scope = APP_SCOPES.find((known) => known === asked);
    if (!scope) throw refuse("invalid_scope", "Apps may ask for the scope mesh only.");
    return scope;
  });
  const prompts = parameters.get("prompt")?.split(" ") ?? [];
  if (prompts.includes("none")) throw refuse("invalid_request", "A person has to be asked.");
  return {
    ...back,
    scopes: [...new Set(scopes)],
    grants: wanted.grants,
    codeChallenge,
    keyThumbprint,
    askAgain: prompts.length > 0,
  };
}

function parametersOf(query: string): ReadonlyMap<string, string> {
  if (query.length > MAX_QUERY) throw new MeshError("invalid_request", "The request is too long.");
  try {
    return readParameters(query);
  } catch (cause) {
    // Two values for one parameter: which address would be the right one?
    throw new MeshError("invalid_request", (cause as Error).message, { cause });
  }
}

async function wayBackOf(
  deps: { db: Db; documents: ClientDocuments },
  parameters: ReadonlyMap<string, string>,
): Promise<WayBack> {
  const clientId = parameters.get("client_id");
  if (clientId === undefined || clientId.length > 200)
    throw new MeshError("invalid_request", "The request does not say which app it is from.");
  const app = await findApp(deps, clientId);
  if (!app) throw new MeshError("invalid_request", "The mesh does not know this app.");
  const redirectUri = parameters.get("redirect_uri");
  if (redirectUri === undefined || !app.redirectUris.some((own) => matchesRedirectUri(own, redirectUri)))
    throw new MeshError(
      "invalid_request",
      "The app is not registered for the address that it wants to go back to.",
    );
  return { app, redirectUri, state: parameters.get("state") };
}

function badgeRequestOf(
  parameters: ReadonlyMap<string, string>,
  publicUrl: string,
  refuse: (code: AuthorizationError["code"], message: string) => AuthorizationError,
) {
  try {
    return readBadgeRequest(parameters, publicUrl);
  } catch (err) {
    if (err instanceof OAuthError) throw refuse(err.code, err.message);
    if (isMeshError(err)) throw refuse("invalid_request", err.message);
    throw err;
  }
}
