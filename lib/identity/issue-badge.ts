import { z } from "zod";
import type { Recorder } from "@/lib/audit/recorder";
import { MeshError } from "@/lib/core/errors";
import { meshAudience } from "./audiences";
import { MAX_BADGE_BYTES } from "./badge";
import { actorOfClient, type Client, domainsOfClient, scopesOfClient } from "./client";
import { type BadgeInput, type Mint, type MintedBadge, mintBadge } from "./mint-badge";
import { actorRef, type ToolGrant } from "./principal";

/** What a client asks for. */
export interface BadgeRequest {
  /** Undefined: all that it may have. */
  scopes: readonly string[] | undefined;
  /** Undefined: no restriction beyond what is already there. */
  grants: readonly ToolGrant[] | undefined;
  /** Names the task that the badge is for, in the caller's words. */
  taskId: string | undefined;
  /** Thumbprint of the key that the client has proven to hold (RFC 9449 section 5): the badge is bound to it. */
  keyThumbprint?: string | undefined;
}

export const taskId = z.string().regex(/^[A-Za-z0-9._:-]{1,128}$/);

/** Issues are as frequent as calls and change no other row, so they are recorded in groups like them. */
export type IssueRecorder = Pick<Recorder, "entry">;

/** A badge as handed out. */
export interface IssuedBadge extends MintedBadge {
  scopes: readonly string[];
  grants: readonly ToolGrant[] | undefined;
  keyThumbprint: string | undefined;
}

/** Room for the ancestor that a hop badge adds. */
const MAX_ISSUED_BYTES = MAX_BADGE_BYTES - 512;

/**
 * Issues a badge for a client's own account (RFC 6749 section 4.4), for the mesh and at most 5 minutes.
 * @throws MeshError `insufficient_scope` for a scope that it may not have; `invalid_request` when the grants do not fit; `record_unavailable`
 */
export async function issueClientBadge(
  recorder: IssueRecorder,
  mint: Mint,
  client: Client,
  request: BadgeRequest,
): Promise<IssuedBadge> {
  return signAndRecord(recorder, mint, client, "client_credentials", {
    audience: meshAudience(mint.issuer),
    chain: [actorOfClient(client)],
    clientId: client.clientId,
    roles: client.roles,
    domains: domainsOfClient(client),
    scopes: narrowScopes(scopesOfClient(client), request.scopes),
    taskId: request.taskId,
    grants: request.grants,
    keyThumbprint: request.keyThumbprint,
  });
}

/** The scopes asked for, if all of them are there to give. @throws MeshError `insufficient_scope` */
export function narrowScopes(
  have: readonly string[],
  asked: readonly string[] | undefined,
): readonly string[] {
  if (asked === undefined) return have;
  if (asked.some((scope) => !have.includes(scope))) {
    throw new MeshError("insufficient_scope", "A scope was asked for that cannot be given.");
  }
  return [...new Set(asked)];
}

/** Signs a badge and puts its issue on record before anybody gets it: no record, no badge. */
export async function signAndRecord(
  recorder: IssueRecorder,
  mint: Mint,
  client: Client,
  grantType: "client_credentials" | "token_exchange" | "authorization_code" | "refresh_token" | "jwt_bearer",
  input: BadgeInput,
): Promise<IssuedBadge> {
  const minted = mintBadge(mint, input);
  if (minted.token.length > MAX_ISSUED_BYTES) {
    throw new MeshError("invalid_request", "The badge would be too long: ask for fewer grants.");
  }
  await recorder.entry({
    type: "io.signalbox.badge.issued",
    actor: actorRef(actorOfClient(client)),
    object: `badge:${minted.id}`,
    outcome: "ok",
    payload: {
      grantType,
      clientId: client.clientId,
      audience: input.audience,
      chain: input.chain.map(actorRef),
      scopes: input.scopes,
      roles: input.roles,
      ancestors: input.ancestors ?? [],
      expiresAt: new Date(minted.expiresAtMs).toISOString(),
      ...(input.keyThumbprint === undefined ? {} : { keyThumbprint: input.keyThumbprint }),
      ...(input.taskId === undefined ? {} : { taskId: input.taskId }),
      ...(input.grants === undefined ? {} : { grants: input.grants }),
    },
  });
  return { ...minted, scopes: input.scopes, grants: input.grants, keyThumbprint: input.keyThumbprint };
}
