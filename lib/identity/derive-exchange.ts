import { MeshError } from "@/lib/core/errors";
import { narrowGrants } from "@/lib/policy/narrow-grants";
import { meshAudience } from "./audiences";
import { narrowRoles } from "./author";
import { CONSOLE_CLIENT_ID, MAX_CHAIN } from "./badge";
import { actorOfClient, type Client, domainsOfClient, scopesOfClient } from "./client";
import { type BadgeRequest, narrowScopes } from "./issue-badge";
import type { BadgeInput } from "./mint-badge";
import { type Actor, actorRef, type Principal } from "./principal";

/** Exchanging on and on without a longer chain must end as well: every generation is checked for revocation on every call. */
const MAX_ANCESTORS = 32;

/**
 * What a client gets in exchange for a badge. It never has more than the badge in any respect (scopes, roles, domains, grants, task, life), nor more than the client itself. A client that exchanges
 * its own badge narrows it and adds nothing to the chain.
 * @throws MeshError `invalid_token`, `permission_denied`, `insufficient_scope`, `grant_exceeded`
 */
export function deriveExchange(
  publicUrl: string,
  client: Client,
  parent: Principal,
  request: BadgeRequest,
): BadgeInput {
  const { badge } = parent;
  if (!badge) throw new MeshError("invalid_token", "The badge is not valid.", { detail: "no badge" });
  assertMayActFor(client, parent);
  if (badge.ancestors.length >= MAX_ANCESTORS) {
    throw new MeshError("permission_denied", "This badge has been exchanged too often.");
  }
  const scopes = parent.scopes.filter((scope) => scopesOfClient(client).includes(scope));
  const domains = domainsOfClient(client);
  const clients = badge.clients ?? (parent.clientId === undefined ? [] : [parent.clientId]);
  return {
    audience: meshAudience(publicUrl),
    chain: extendChain(parent.chain, actorOfClient(client)),
    clientId: client.clientId,
    clients: extendClients(clients, client.clientId),
    roles: narrowRoles(parent.roles, client.roles),
    domains: parent.domains.filter((domain) => domains.includes(domain)),
    scopes: narrowScopes(scopes, request.scopes),
    taskId: sameTask(parent.taskId, request.taskId),
    grants: narrowGrants(parent.grants, request.grants),
    keyThumbprint: request.keyThumbprint,
    ancestors: [...badge.ancestors, badge.id],
    notAfterMs: badge.expiresAtMs,
  };
}

/** Whoever holds the badge now must be somebody for whom this client may act. */
function assertMayActFor(client: Client, parent: Principal): void {
  const holder = parent.clientId ?? CONSOLE_CLIENT_ID;
  if (holder === client.clientId || client.mayActFor.length === 0 || client.mayActFor.includes(holder))
    return;
  throw new MeshError("permission_denied", "This client may not act for the holder of that badge.");
}

function extendChain(chain: readonly Actor[], actor: Actor): readonly Actor[] {
  const last = chain[chain.length - 1];
  if (last && actorRef(last) === actorRef(actor)) return chain;
  if (chain.length >= MAX_CHAIN) {
    throw new MeshError("permission_denied", `A delegation chain has at most ${MAX_CHAIN} members.`);
  }
  return [...chain, actor];
}

function extendClients(clients: readonly string[], clientId: string): readonly string[] {
  if (clients[clients.length - 1] === clientId) return clients;
  if (clients.length >= MAX_CHAIN) {
    throw new MeshError("permission_denied", `At most ${MAX_CHAIN} clients may hand a badge on.`);
  }
  return [...clients, clientId];
}

/** A badge bound to a task stays with it. */
function sameTask(parent: string | undefined, asked: string | undefined): string | undefined {
  if (parent !== undefined && asked !== undefined && parent !== asked) {
    throw new MeshError("permission_denied", "That badge is for another task.");
  }
  return parent ?? asked;
}
