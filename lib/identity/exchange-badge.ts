import { MeshError } from "@/lib/core/errors";
import { calleeAudience, meshAudience } from "./audiences";
import type { Client } from "./client";
import { deriveExchange } from "./derive-exchange";
import { type BadgeRequest, type IssuedBadge, type IssueRecorder, signAndRecord } from "./issue-badge";
import type { Mint } from "./mint-badge";
import type { BadgeVerifier } from "./verify-badge";
import { unproven } from "./verify-proof";

/**
 * Exchanges a badge for one with which the authenticated client acts on behalf of its subject (RFC 8693). The badge given may be one for the mesh that its holder handed over, or the hop badge that
 * the client's own agent received with a call. Revoking the old badge revokes the new one.
 * @throws MeshError `invalid_token`, `permission_denied`, `insufficient_scope`, `grant_exceeded`, `invalid_request`, `proof_required`, `unavailable`, `record_unavailable`
 */
export async function exchangeBadge(
  recorder: IssueRecorder,
  deps: { mint: Mint; verifier: BadgeVerifier },
  client: Client,
  subjectToken: string,
  request: BadgeRequest,
): Promise<IssuedBadge> {
  const { mint, verifier } = deps;
  const { principal, audience } = await verifier.inspect(subjectToken);
  if (!acceptsAudience(mint.issuer, client, audience)) {
    throw new MeshError("invalid_token", "The badge is not valid.", { detail: "audience" });
  }
  // Without the key a bound badge is worth nothing, here as at every door (RFC 9449 section 7.2).
  const bound = principal.badge?.keyThumbprint;
  if (bound !== undefined && bound !== request.keyThumbprint) throw unproven("another key than the badge's");
  const input = deriveExchange(mint.issuer, client, principal, request);
  return signAndRecord(recorder, mint, client, "token_exchange", input);
}

function acceptsAudience(publicUrl: string, client: Client, audience: string): boolean {
  if (audience === meshAudience(publicUrl)) return true;
  return client.agentName !== undefined && audience === calleeAudience(publicUrl, "agent", client.agentName);
}
