import type { Db } from "@/db/client";
import { findClient } from "@/db/queries/clients";
import { clientOf } from "../client";
import { type App, appOfClient } from "./app";
import { type ClientDocuments, isDocumentAddress } from "./client-documents";

/**
 * The app of a client id: one on file, or one whose id is the address of its own description. Undefined for one that does not exist, is no app or is disabled.
 * @throws MeshError `invalid_request` when the description at the address cannot be used, `rate_limited`
 */
export async function findApp(
  deps: { db: Db; documents: ClientDocuments },
  clientId: string,
): Promise<App | undefined> {
  // PostgreSQL cannot hold U+0000 in text; nothing that has one can be a client's id.
  const row = clientId.includes("\0") ? undefined : await findClient(deps.db, { clientId });
  if (row?.disabledAt) return undefined;
  if (isDocumentAddress(clientId)) return deps.documents.read(clientId);
  return row && appOfClient(clientOf(row));
}
