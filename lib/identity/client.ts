import { z } from "zod";
import type { ClientRow } from "@/db/queries/clients";
import type { Actor } from "./principal";
import { ROLES, type Role } from "./roles";

/** `agent` speaks for one agent asset, `service` is any other program that calls the mesh, `operator` may manage it, `app` acts for people who agreed. */
export const CLIENT_KINDS = ["agent", "service", "operator", "app"] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{1,1024}$/);
const keyHead = { kid: z.string().min(1).max(200).optional(), use: z.literal("sig").optional() };

/** Public keys that a client may register. A closed list of members: a private half (`d`) sent by mistake is refused, not stored. */
export const clientJwks = z.object({
  keys: z
    .array(
      z.discriminatedUnion("kty", [
        z.strictObject({
          ...keyHead,
          kty: z.literal("EC"),
          crv: z.literal("P-256"),
          x: coordinate,
          y: coordinate,
          alg: z.literal("ES256").optional(),
        }),
        z.strictObject({
          ...keyHead,
          kty: z.literal("OKP"),
          crv: z.literal("Ed25519"),
          x: coordinate,
          alg: z.enum(["EdDSA", "Ed25519"]).optional(),
        }),
        z.strictObject({
          ...keyHead,
          kty: z.literal("RSA"),
          // 2,048 bits are 342 characters of base64url.
          n: coordinate.min(342),
          e: coordinate,
          alg: z.enum(["RS256", "PS256"]).optional(),
        }),
      ]),
    )
    .min(1)
    .max(5),
});

/** A client as the mesh works with it; no secret. */
export interface Client {
  clientId: string;
  kind: ClientKind;
  title: string;
  domain: string | undefined;
  agentName: string | undefined;
  roles: readonly Role[];
  /** How it proves itself. */
  authentication: ("client_secret" | "private_key_jwt")[];
  mayActFor: readonly string[];
  /** For kind `app`: where it may be sent back to after a person agreed. */
  redirectUris: readonly string[];
  disabledAt: Date | undefined;
  /** When it last proved itself, to a few minutes. */
  lastUsedAt: Date | undefined;
  createdBy: string;
  createdAt: Date;
}

export function clientOf(row: ClientRow): Client {
  return {
    clientId: row.clientId,
    kind: z.enum(CLIENT_KINDS).parse(row.kind),
    title: row.title,
    domain: row.domain ?? undefined,
    agentName: row.agentName ?? undefined,
    roles: z.array(z.enum(ROLES)).parse(row.roles),
    authentication: [
      ...(row.secretHash ? ["client_secret" as const] : []),
      ...(row.jwks ? ["private_key_jwt" as const] : []),
    ],
    mayActFor: row.mayActFor,
    redirectUris: row.redirectUris,
    disabledAt: row.disabledAt ?? undefined,
    lastUsedAt: row.lastUsedAt ?? undefined,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
  };
}

/** Who a client is when it calls: its agent, or itself as a service. */
export function actorOfClient(client: Pick<Client, "kind" | "agentName" | "clientId">): Actor {
  if (client.kind === "agent" && client.agentName) return { kind: "agent", id: client.agentName };
  return { kind: "service", id: client.clientId };
}

/** Domains that a client governs: only a steward's. */
export function domainsOfClient(client: Pick<Client, "roles" | "domain">): readonly string[] {
  return client.roles.includes("steward") && client.domain !== undefined ? [client.domain] : [];
}

/** Scopes that a client may ask for; for an app, that a person may let it have. */
export function scopesOfClient(client: Pick<Client, "kind">): readonly string[] {
  return client.kind === "operator" ? ["mesh", "admin"] : ["mesh"];
}
