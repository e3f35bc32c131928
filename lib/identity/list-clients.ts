import { z } from "zod";
import type { Db } from "@/db/client";
import { findClient, listClientRows } from "@/db/queries/clients";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import { CLIENT_KINDS, type Client, clientOf } from "./client";

export const listClientsInput = z.object({
  kind: z.enum(CLIENT_KINDS).optional(),
  agentName: z.string().min(1).max(100).optional(),
  /** Part of the id, the title or the agent's name. */
  q: z.string().trim().min(1).max(200).optional(),
  /** `nextAfter` of the page before. */
  after: z.string().min(1).max(200).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

/** Clients by id, a page at a time. */
export async function listClients(
  db: Db,
  input: z.input<typeof listClientsInput>,
): Promise<{ clients: Client[]; nextAfter: string | undefined }> {
  const { kind, agentName, q, after, limit } = parseInput(listClientsInput, input);
  const rows = await listClientRows(db, { kind, agentName, q, after, limit: limit + 1 });
  const clients = rows.slice(0, limit).map(clientOf);
  return { clients, nextAfter: rows.length > limit ? clients.at(-1)?.clientId : undefined };
}

/** @throws MeshError `not_found` */
export async function readClient(db: Db, input: { clientId: string }): Promise<Client> {
  const row = await findClient(db, { clientId: input.clientId });
  if (!row) throw new MeshError("not_found", "There is no such client.");
  return clientOf(row);
}
