import { z } from "zod";
import { isMeshError, MeshError } from "@/lib/core/errors";
import { parseJson } from "@/lib/core/parse-json";
import { readBody } from "@/lib/gateway/read-body";
import { appTitle } from "@/lib/identity/apps/app";
import { redirectUri } from "@/lib/identity/apps/redirect-uri";
import { registerApp } from "@/lib/identity/apps/register-app";
import type { FailureLimit } from "@/lib/identity/failure-limit";
import type { OAuthDeps } from "./oauth-deps";
import { OAuthError } from "./oauth-error";

/** What an app may say about itself (RFC 7591 section 2). Whatever else it says is ignored, as section 2 allows. */
const metadata = z.object({
  redirect_uris: z.array(redirectUri).min(1).max(10),
  client_name: appTitle.default("An app without a name"),
  response_types: z.array(z.string()).max(10).optional(),
});

const MAX_BODY_BYTES = 64 * 1024;
/** Registrations in a minute. */
const FROM_ONE_ADDRESS = 20;
const FROM_ALL = 300;

/**
 * `POST /oauth/register` (RFC 7591): an app gets an id, never a secret, for codes with PKCE only. The answer says what was registered, which may be less than was asked for (section 3.2.1).
 * @throws MeshError `not_found` when it is turned off, `rate_limited`; OAuthError `invalid_redirect_uri`, `invalid_client_metadata`
 */
export async function registerDoor(
  deps: OAuthDeps,
  limit: FailureLimit,
  request: Request,
  remote: string | undefined,
): Promise<Record<string, unknown>> {
  if (!deps.appRegistration)
    throw new MeshError("not_found", "Apps do not register themselves at this mesh.");
  const keys = [
    { key: `register:${remote ?? ""}`, limit: FROM_ONE_ADDRESS },
    { key: "register", limit: FROM_ALL },
  ];
  limit.assertOpen(keys);
  limit.count(keys);
  const { redirect_uris, client_name, response_types } = await readMetadata(request);
  if (response_types && !response_types.includes("code"))
    throw new OAuthError("invalid_client_metadata", "Apps here use the response type code.");
  const { clientId, createdAt } = await registerApp(deps.database.db, {
    title: client_name,
    redirectUris: redirect_uris,
    remote,
  });
  return {
    client_id: clientId,
    client_id_issued_at: Math.floor(createdAt.getTime() / 1000),
    client_name,
    redirect_uris,
    token_endpoint_auth_method: "none",
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    scope: "mesh",
  };
}

async function readMetadata(request: Request): Promise<z.infer<typeof metadata>> {
  const mediaType = (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (mediaType !== "application/json")
    throw new MeshError("unsupported_media_type", "Send the metadata as application/json.");
  const text = await readBody(request, MAX_BODY_BYTES);
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (err) {
    if (!isMeshError(err)) throw err;
    throw new OAuthError("invalid_client_metadata", err.message, { cause: err });
  }
  const parsed = metadata.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join(".") ?? "";
  const code = where.startsWith("redirect_uris") ? "invalid_redirect_uri" : "invalid_client_metadata";
  throw new OAuthError(code, `${where} ${issue?.message ?? ""}`, { cause: parsed.error });
}
