import { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import {
  type ActClaim,
  BADGE_LIFETIME_MS,
  type BadgeClaims,
  CONSOLE_CLIENT_ID,
  DEFAULT_ROLES,
  HOP_LIFETIME_MS,
  MAX_CHAIN,
} from "./badge";
import type { KeyRing, Signer } from "./key-ring";
import { type Actor, actorRef, type Principal, type ToolGrant } from "./principal";
import type { Role } from "./roles";

/** Who signs and in whose name. */
export interface Mint {
  ring: KeyRing;
  /** The mesh's public address. */
  issuer: string;
}

export interface BadgeInput {
  audience: string;
  /** From the subject to the caller, 1 to 5 long. */
  chain: readonly Actor[];
  /** The caller's client. */
  clientId: string | undefined;
  /** Clients along the chain, the caller's last. */
  clients?: readonly string[];
  roles: readonly Role[];
  domains?: readonly string[];
  scopes: readonly string[];
  taskId?: string | undefined;
  grants?: readonly ToolGrant[] | undefined;
  /** Badges that this one comes from, oldest first: revoking any of them revokes this one. */
  ancestors?: readonly string[];
  /** At most 300,000. */
  lifetimeMs?: number;
  /** Binds the badge to this key (RFC 9449 section 6.1). */
  keyThumbprint?: string | undefined;
  /** The parent's end: the badge never outlives it. */
  notAfterMs?: number | undefined;
}

export interface MintedBadge {
  token: string;
  id: string;
  issuedAtMs: number;
  expiresAtMs: number;
}

/**
 * Signs a badge (RFC 9068 `at+jwt`, ES256). Synchronous; about 60 microseconds.
 * @throws MeshError `permission_denied` for a chain longer than 5; `invalid_request` for counted grants without a task; `unavailable` without a signing key
 */
export function mintBadge(mint: Mint, input: BadgeInput, nowMs: number = Date.now()): MintedBadge {
  const [subject, ...actors] = input.chain;
  if (!subject) throw new MeshError("internal", "A badge needs a subject.");
  if (input.chain.length > MAX_CHAIN) {
    throw new MeshError("permission_denied", `A delegation chain has at most ${MAX_CHAIN} members.`);
  }
  if (input.taskId === undefined && input.grants?.some((grant) => grant.uses !== undefined)) {
    // Uses are counted for the task. Without one, whoever exchanges the badge could choose a new task and begin to count again.
    throw new MeshError("invalid_request", "A grant with a number of uses needs a task: send task_id.");
  }
  const lifetimeMs = Math.min(input.lifetimeMs ?? BADGE_LIFETIME_MS, BADGE_LIFETIME_MS);
  const endMs = Math.min(nowMs + lifetimeMs, input.notAfterMs ?? Number.POSITIVE_INFINITY);
  const id = newId(nowMs);
  const claims: BadgeClaims = {
    iss: mint.issuer,
    sub: actorRef(subject),
    aud: input.audience,
    client_id: input.clientId ?? CONSOLE_CLIENT_ID,
    iat: Math.floor(nowMs / 1000),
    exp: Math.floor(endMs / 1000),
    jti: id,
    scope: input.scopes.join(" "),
  };
  if (input.keyThumbprint !== undefined) claims.cnf = { jkt: input.keyThumbprint };
  const act = actClaimOf(actors);
  if (act) claims.act = act;
  if (input.grants) claims.authorization_details = input.grants as BadgeClaims["authorization_details"];
  const sbx = privateClaims(input);
  if (sbx) claims.sbx = sbx;
  const signer = mint.ring.signer("badge");
  const signed = `${headerOf(signer)}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  const token = `${signed}.${signer.sign(signed).toString("base64url")}`;
  return { token, id, issuedAtMs: nowMs, expiresAtMs: claims.exp * 1000 };
}

/**
 * The badge that one callee gets for one call: for its audience only, on behalf of the original subject, a descendant of the caller's badge and never outliving it.
 * It carries no right to the management API.
 * @param audience of the callee, see `calleeAudience`
 * @throws MeshError `unavailable` without a signing key
 */
export function mintHopBadge(
  mint: Mint,
  caller: Principal,
  audience: string,
  nowMs: number = Date.now(),
): string {
  const { badge } = caller;
  const input: BadgeInput = {
    audience,
    chain: caller.chain,
    clientId: caller.clientId,
    roles: caller.roles,
    domains: caller.domains,
    scopes: HOP_SCOPES,
    taskId: caller.taskId,
    grants: caller.grants,
    ancestors: badge ? [...badge.ancestors, badge.id] : [],
    lifetimeMs: HOP_LIFETIME_MS,
    notAfterMs: badge?.expiresAtMs,
  };
  if (badge?.clients) input.clients = badge.clients;
  return mintBadge(mint, input, nowMs).token;
}

const HOP_SCOPES = ["mesh"] as const;

/** `act` of RFC 8693 section 4.1 from the actors after the subject, the current one last. */
export function actClaimOf(actors: readonly Actor[]): ActClaim | undefined {
  let act: ActClaim | undefined;
  for (const actor of actors) act = act ? { sub: actorRef(actor), act } : { sub: actorRef(actor) };
  return act;
}

function privateClaims(input: BadgeInput): BadgeClaims["sbx"] {
  const sbx: NonNullable<BadgeClaims["sbx"]> = {};
  const { clients, roles, domains, ancestors, taskId } = input;
  if (clients && !(clients.length === 1 && clients[0] === input.clientId)) sbx.clients = [...clients];
  if (roles.length !== DEFAULT_ROLES.length || roles[0] !== DEFAULT_ROLES[0]) sbx.roles = [...roles];
  if (domains && domains.length > 0) sbx.domains = [...domains];
  if (ancestors && ancestors.length > 0) sbx.ancestors = [...ancestors];
  if (taskId !== undefined) sbx.task = taskId;
  return Object.keys(sbx).length > 0 ? sbx : undefined;
}

const headers = new WeakMap<Signer, string>();

/** The encoded header is the same for every badge of a key. */
function headerOf(signer: Signer): string {
  let header = headers.get(signer);
  if (!header) {
    const members = { alg: signer.alg, typ: "at+jwt", kid: signer.kid };
    header = Buffer.from(JSON.stringify(members)).toString("base64url");
    headers.set(signer, header);
  }
  return header;
}
