import { z } from "zod";
import { authorOf } from "../author";
import { disableClient, enableClient, revokeClientBadges, rotateClientSecret } from "../change-client";
import { CLIENT_KINDS } from "../client";
import { createClient, createClientInput } from "../create-client";
import { listClientsInput, listClients as readClients } from "../list-clients";
import { operation } from "../operation";
import { ROLES } from "../roles";

const clientView = z.object({
  clientId: z.string(),
  kind: z.enum(CLIENT_KINDS),
  title: z.string(),
  domain: z.string().optional(),
  agentName: z.string().optional(),
  roles: z.array(z.enum(ROLES)),
  authentication: z.array(z.enum(["client_secret", "private_key_jwt"])),
  redirectUris: z.array(z.string()),
  disabledAt: z.date().optional(),
  createdBy: z.string(),
  createdAt: z.date(),
});

const byId = z.object({ clientId: z.string().min(1).max(200) });
const done = z.object({ clientId: z.string() });

/** Clients by id, a page at a time; without secrets. */
export const listClients = operation({ permission: "clients:read" })
  .route({ method: "GET", path: "/clients", summary: "List clients", tags: ["clients"] })
  .input(listClientsInput.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }))
  .output(z.object({ clients: z.array(clientView), nextAfter: z.string().optional() }))
  .handler(async ({ input, context }) => {
    const { clients, nextAfter } = await readClients(context.database.db, input);
    return {
      clients: clients.map((client) => clientView.parse(client)),
      ...(nextAfter ? { nextAfter } : {}),
    };
  });

/** Makes a client. Its secret is in this answer and nowhere else. */
export const addClient = operation({ permission: "clients:write" })
  .route({ method: "POST", path: "/clients", summary: "Add a client", tags: ["clients"] })
  .input(createClientInput)
  .output(z.object({ client: clientView, clientSecret: z.string().optional() }))
  .handler(async ({ input, context }) => {
    const { client, clientSecret } = await createClient(
      context.database.db,
      input,
      authorOf(context.principal),
    );
    return { client: clientView.parse(client), ...(clientSecret ? { clientSecret } : {}) };
  });

/** A new secret; the old one ends at once. */
export const rotateClient = operation({ permission: "clients:write" })
  .route({
    method: "POST",
    path: "/clients/{clientId}/rotate",
    summary: "Rotate a client's secret",
    tags: ["clients"],
  })
  .input(byId)
  .output(z.object({ clientId: z.string(), clientSecret: z.string() }))
  .handler(async ({ input, context }) => {
    const { clientSecret } = await rotateClientSecret(
      context.database.db,
      input,
      authorOf(context.principal),
    );
    return { clientId: input.clientId, clientSecret };
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
    await disableClient(context.database.db, input, authorOf(context.principal));
    return input;
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
    await enableClient(context.database.db, input, authorOf(context.principal));
    return input;
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
    await revokeClientBadges(context.database.db, input, authorOf(context.principal));
    return input;
  });
