import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/db/client";
import { insertClient } from "@/db/queries/clients";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Receipt } from "@/lib/audit/receipt.schema";
import { sha256Hex } from "@/lib/core/canonical-json";
import { newSecret } from "@/lib/core/ids";
import { parseInput } from "@/lib/core/parse-input";
import { redirectUri } from "./apps/redirect-uri";
import { type Author, assertCovers } from "./author";
import { CLIENT_KINDS, type Client, clientJwks, clientOf } from "./client";
import { ROLES } from "./roles";

const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/);

export const createClientInput = z
  .object({
    kind: z.enum(CLIENT_KINDS),
    title: z.string().trim().min(1).max(200),
    domain: name.optional(),
    /** For kind `agent`: the agent asset that it speaks for. */
    agentName: name.optional(),
    /** For kind `operator`. */
    roles: z.array(z.enum(ROLES)).max(ROLES.length).optional(),
    /** Public keys for private_key_jwt. Without keys the client gets a secret. */
    jwks: clientJwks.optional(),
    /** For kind `app`: where it may be sent back to after a person agreed. */
    redirectUris: z.array(redirectUri).min(1).max(20).optional(),
    /** For kind `app`: whether it runs where it can keep a secret. */
    confidential: z.boolean().optional(),
    /** Clients for which it may act; empty: any that hands it a badge. */
    mayActFor: z.array(z.string().min(1).max(200)).max(100).default([]),
  })
  .refine((input) => (input.kind === "agent") === (input.agentName !== undefined), {
    path: ["agentName"],
    message: "A client of kind agent names its agent; others name none.",
  })
  .refine((input) => (input.kind === "operator") === (input.roles !== undefined && input.roles.length > 0), {
    path: ["roles"],
    message: "A client of kind operator has roles; others have none of their own.",
  })
  .refine((input) => (input.kind === "app") === (input.redirectUris !== undefined), {
    path: ["redirectUris"],
    message: "A client of kind app has addresses to be sent back to; others have none.",
  });

/** A new client. The secret is shown this once; only its digest is kept. */
export interface CreatedClient extends Receipt {
  client: Client;
  clientSecret: string | undefined;
}

/** @throws MeshError `permission_denied` for roles beyond the author's own */
export async function createClient(
  db: Db,
  input: z.input<typeof createClientInput>,
  author: Author,
): Promise<CreatedClient> {
  const wanted = parseInput(createClientInput, input);
  const roles = wanted.roles ?? ["agent" as const];
  assertCovers(author, roles);
  const isPublic = wanted.kind === "app" && !wanted.confidential;
  const clientSecret = wanted.jwks || isPublic ? undefined : newSecret("sbx_");
  return db.transaction(async (tx) => {
    const row = await insertClient(tx, {
      clientId: `${slugOf(wanted.agentName ?? wanted.title)}-${randomBytes(5).toString("hex")}`,
      kind: wanted.kind,
      title: wanted.title,
      domain: wanted.domain,
      agentName: wanted.agentName,
      roles,
      secretHash: clientSecret && sha256Hex(clientSecret),
      jwks: wanted.jwks,
      mayActFor: wanted.mayActFor,
      redirectUris: wanted.redirectUris ?? [],
      createdBy: author.actor,
    });
    const client = clientOf(row);
    const entryId = await appendAudit(tx, {
      type: "io.signalbox.client.created",
      ...author,
      object: `client:${client.clientId}`,
      outcome: "ok",
      payload: {
        kind: client.kind,
        title: client.title,
        agent: client.agentName,
        roles,
        authentication: client.authentication,
        mayActFor: client.mayActFor,
        ...(client.kind === "app" ? { redirectUris: client.redirectUris } : {}),
      },
    });
    return { client, clientSecret, entryId };
  });
}

/** A readable start for the id. */
function slugOf(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 40) || "client";
}
