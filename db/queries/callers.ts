import { and, asc, inArray, isNull } from "drizzle-orm";
import type { Db } from "../client";
import { clients, users } from "../schema";

/** Programs that may ask for badges, by id. */
export function listActiveClientNames(db: Db, params: { kinds: readonly string[]; limit: number }) {
  return db
    .select({
      clientId: clients.clientId,
      title: clients.title,
      roles: clients.roles,
      domain: clients.domain,
    })
    .from(clients)
    .where(and(inArray(clients.kind, [...params.kinds]), isNull(clients.disabledAt)))
    .orderBy(asc(clients.clientId))
    .limit(params.limit);
}

/** People who are not shut out, by name. */
export function listActiveUserNames(db: Db, params: { limit: number }) {
  return db
    .select({ id: users.id, name: users.name, role: users.role, domains: users.domains })
    .from(users)
    .where(isNull(users.disabledAt))
    .orderBy(asc(users.name), asc(users.id))
    .limit(params.limit);
}
