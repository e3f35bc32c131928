import { meshAudience } from "./audiences";
import type { IssueRecorder } from "./issue-badge";
import { type Mint, type MintedBadge, mintBadge } from "./mint-badge";
import { actorRef, type Principal } from "./principal";

/** Long enough to begin a call; what has begun goes on without it. */
const LIFETIME_MS = 30_000;

/**
 * A badge with which a signed-in person makes one call through the mesh: for calls alone, never for management, and worth nothing half a minute later. It ends at once when the person is disabled. Its
 * issue is on record before it exists anywhere.
 * @throws MeshError `record_unavailable`; `unavailable` without a signing key
 */
export async function issuePersonBadge(
  recorder: IssueRecorder,
  mint: Mint,
  person: Principal,
): Promise<MintedBadge> {
  const scopes = ["mesh"];
  const minted = mintBadge(mint, {
    audience: meshAudience(mint.issuer),
    chain: person.chain,
    clientId: undefined,
    roles: person.roles,
    domains: person.domains,
    scopes,
    lifetimeMs: LIFETIME_MS,
  });
  await recorder.entry({
    type: "io.signalbox.badge.issued",
    actor: actorRef(person.caller),
    object: `badge:${minted.id}`,
    outcome: "ok",
    payload: {
      grantType: "session",
      audience: meshAudience(mint.issuer),
      chain: person.chain.map(actorRef),
      scopes,
      roles: person.roles,
      ancestors: [],
      expiresAt: new Date(minted.expiresAtMs).toISOString(),
    },
  });
  return minted;
}
