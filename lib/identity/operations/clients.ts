import { z } from "zod";
import { receipt } from "@/lib/audit/receipt.schema";
import { authorOf } from "../author";
import { disableClient, enableClient, revokeClientBadges, rotateClientSecret } from "../change-client";
import { CLIENT_KINDS, type Client, scopesOfClient } from "../client";
import { createClient, createClientInput } from "../create-client";
import { listClientsInput, readClient, listClients as readClients } from "../list-clients";
import { operation } from "../operation";
import { ROLES } from "../roles";

/** A client as people see it; no secret. */
export const clientView = z.object({
  clientId: z.string(),
  kind: z.enum(CLIENT_KINDS),
  title: z.string(),
  domain: z.string().optional(),
  agentName: z.string().optional(),
  roles: z.array(z.enum(ROLES)),
  /** What its badges can be for. */
  scopes: z.array(z.string()),
  authentication: z.array(z.enum(["client_secret", "private_key_jwt"])),
  redirectUris: z.array(z.string()),
  /** Clients for which it may act; empty: any that hands it a badge. */
  mayActFor: z.array(z.string()),
  disabledAt: z.date().optional(),
  /** When it last proved itself, to a few minutes. */
  lastUsedAt: z.date().optional(),
  createdBy: z.string(),
  createdAt: z.date(),
});

export type ClientView = z.infer<typeof clientView>;

const byId = z.object({ clientId: z.string().min(1).max(200) });
const done = z.object({ clientId: z.string() }).extend(receipt.shape);

/** Clients by id, a page at a time; without secrets. */
export const listClients = operation({ permission: "clients:read" })
  .route({ method: "GET", path: "/clients", summary: "List clients", tags: ["clients"] })
  .input(listClientsInput.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }))
  .output(z.object({ clients: z.array(clientView), nextAfter: z.string().optional() }))
  .handler(async ({ input, context }) => {
    const { clients, nextAfter } = await readClients(context.database.db, input);
    return {
      clients: clients.map(viewOf),
      ...(nextAfter ? { nextAfter } : {}),
    };
  });

export const getClient = operation({ permission: "clients:read" })
  .route({ method: "GET", path: "/clients/{clientId}", summary: "Read a client", tags: ["clients"] })
  .input(byId)
  .output(clientView)
  .handler(async ({ input, context }) => viewOf(await readClient(context.database.db, input)));

/** Makes a client. Its secret is in this answer and nowhere else. */
export const addClient = operation({ permission: "clients:write" })
  .route({ method: "POST", path: "/clients", summary: "Add a client", tags: ["clients"] })
  .input(createClientInput)
  .output(z.object({ client: clientView, clientSecret: z.string().optional() }).extend(receipt.shape))
  .handler(async ({ input, context }) => {
    const { client, clientSecret, entryId } = await createClient(
      context.database.db,
      input,
      authorOf(context.principal),
    );
    return { client: viewOf(client), entryId, ...(clientSecret ? { clientSecret } : {}) };
  });

/** A new secret; the old one ends at once, and on request all badges that were issued with it. */
export const rotateClient = operation({ permission: "clients:write" })
  .route({
    method: "POST",
    path: "/clients/{clientId}/rotate",
    summary: "Rotate a client's secret",
    tags: ["clients"],
  })
  .input(byId.extend({ revokeBadges: z.boolean().optional() }))
  .output(done.extend({ clientSecret: z.string() }))
  .handler(async ({ input, context }) => {
    const { clientId, revokeBadges } = input;
    const made = await rotateClientSecret(
      context.database.db,
      { clientId, ...(revokeBadges === undefined ? {} : { revokeBadges }) },
      authorOf(context.principal),
    );
    return { clientId, ...made };
  });

/** Ends a client: it gets no more badges and those it has are refused everywhere within a second. */
export const stopClient = operation({ permission: "clients:write" })
  .route({
    method: "POST",
    path: "/clients/{clientId}/disable",
    summary: "Disable a client",
    tags: ["clients"],
  })
  .input(byId)
  .output(done)
  .handler(async ({ input, context }) => {
    const { entryId } = await disableClient(context.database.db, input, authorOf(context.principal));
    return { ...input, entryId };
  });

export const resumeClient = operation({ permission: "clients:write" })
  .route({
    method: "POST",
    path: "/clients/{clientId}/enable",
    summary: "Enable a client",
    tags: ["clients"],
  })
  .input(byId)
  .output(done)
  .handler(async ({ input, context }) => {
    const { entryId } = await enableClient(context.database.db, input, authorOf(context.principal));
    return { ...input, entryId };
  });

/** Revokes every badge that a client has now; it may get new ones. */
export const revokeClient = operation({ permission: "clients:write" })
  .route({
    method: "POST",
    path: "/clients/{clientId}/revoke",
    summary: "Revoke a client's badges",
    tags: ["clients"],
  })
  .input(byId)
  .output(done)
  .handler(async ({ input, context }) => {
    const { entryId } = await revokeClientBadges(context.database.db, input, authorOf(context.principal));
    return { ...input, entryId };
  });

function viewOf(client: Client): ClientView {
  return clientView.parse({ ...client, scopes: scopesOfClient(client) });
}
