import { isMeshError } from "@/lib/core/errors";
import { authenticateClient, type ClientCredentials } from "@/lib/identity/authenticate-client";
import type { Client } from "@/lib/identity/client";
import type { FailureLimit, LimitedKey } from "@/lib/identity/failure-limit";
import { clientIdOfAssertion } from "@/lib/identity/verify-client-assertion";
import type { OAuthDeps } from "./oauth-deps";
import { readCredentials } from "./read-credentials";

/** A request to one of the endpoints that only clients may use. */
export interface ClientRequest {
  authorization: string | null;
  form: ReadonlyMap<string, string>;
  /** Path of the endpoint. */
  path: string;
  /** The peer's network address, if known. */
  remote: string | undefined;
}

/**
 * Tells which client asks. Failures are on record, without any credential, until there are too many from one place; then they are refused without a look.
 * @throws MeshError `unauthenticated`, `rate_limited`; OAuthError `invalid_request`
 */
export async function authenticateRequest(
  deps: OAuthDeps,
  limit: FailureLimit,
  request: ClientRequest,
): Promise<Client> {
  const credentials = readCredentials(request.authorization, request.form);
  const clientId = claimedClientId(credentials);
  const keys = limitedKeys(clientId, request.remote);
  limit.assertOpen(keys);
  try {
    const audiences = [deps.publicUrl, `${deps.publicUrl}/oauth/token`, `${deps.publicUrl}${request.path}`];
    return await authenticateClient(deps.database.db, credentials, audiences);
  } catch (err) {
    if (isMeshError(err) && err.code === "unauthenticated") {
      limit.count(keys);
      await recordFailure(deps, clientId, request, credentials.method, err.detail);
    }
    throw err;
  }
}

function claimedClientId(credentials: ClientCredentials): string {
  if (credentials.method !== "private_key_jwt") return credentials.clientId;
  return clientIdOfAssertion(credentials.assertion) ?? credentials.clientId ?? "unknown";
}

function limitedKeys(clientId: string, remote: string | undefined): LimitedKey[] {
  const keys = [{ key: `pair:${JSON.stringify([clientId, remote ?? ""])}`, limit: 20 }];
  if (remote !== undefined) keys.push({ key: `remote:${remote}`, limit: 100 });
  return keys;
}

async function recordFailure(
  deps: OAuthDeps,
  clientId: string,
  request: ClientRequest,
  method: string,
  reason: string | undefined,
): Promise<void> {
  await deps.recorder.entry({
    type: "io.signalbox.client.authentication_refused",
    actor: "client:unknown",
    object: `client:${clientId}`,
    outcome: "denied",
    payload: { endpoint: request.path, method, reason: reason ?? null, remote: request.remote ?? null },
  });
}
