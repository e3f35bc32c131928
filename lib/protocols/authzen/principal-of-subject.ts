import { z } from "zod";
import type { Db } from "@/db/client";
import { findClient } from "@/db/queries/clients";
import { findUser } from "@/db/queries/users";
import { MeshError } from "@/lib/core/errors";
import { actorOfClient, clientOf } from "@/lib/identity/client";
import { assertMay } from "@/lib/identity/operation";
import type { Actor, Principal } from "@/lib/identity/principal";
import { actorRef } from "@/lib/identity/principal";
import { principalOfUser, userOf } from "@/lib/identity/user";

const KINDS: readonly string[] = ["agent", "service", "user"] satisfies Actor["kind"][];

/**
 * The subject of a question as somebody who could call. A caller may always ask about itself, and then its badge counts with all that it carries; about others only who may read the audit trail, because the answers tell
 * what the policies say.
 * @returns undefined for somebody who does not exist or is shut out
 * @throws MeshError `permission_denied`, `insufficient_scope`; `invalid_request` for a type of subject that never calls
 */
export async function principalOfSubject(
  db: Db,
  asker: Principal,
  subject: { type: string; id: string },
): Promise<Principal | undefined> {
  if (!KINDS.includes(subject.type))
    throw new MeshError("invalid_request", "A subject is an agent, a service or a user.");
  const actor = { kind: subject.type as Actor["kind"], id: subject.id };
  if (actorRef(actor) === actorRef(asker.caller)) {
    assertMay(asker, "mesh:explain");
    return asker;
  }
  assertMay(asker, "audit:read");
  if (subject.id.includes("\0")) return undefined;
  switch (actor.kind) {
    case "user":
      return userPrincipal(db, actor.id);
    case "service":
      return servicePrincipal(db, actor.id);
    case "agent":
      return alone(actor);
    default:
      return actor.kind satisfies never;
  }
}

async function userPrincipal(db: Db, id: string): Promise<Principal | undefined> {
  const row = z.uuid().safeParse(id).success ? await findUser(db, { id }) : undefined;
  return row && !row.disabledAt ? principalOfUser(userOf(row)) : undefined;
}

async function servicePrincipal(db: Db, clientId: string): Promise<Principal | undefined> {
  const row = await findClient(db, { clientId });
  if (!row || row.disabledAt) return undefined;
  const client = clientOf(row);
  return { ...alone(actorOfClient(client)), clientId, roles: client.roles };
}

function alone(actor: Actor): Principal {
  return {
    caller: actor,
    subject: actor,
    chain: [actor],
    clientId: undefined,
    roles: ["agent"],
    domains: [],
    badge: undefined,
    scopes: ["mesh"],
    taskId: undefined,
    grants: undefined,
  };
}
