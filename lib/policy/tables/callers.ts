import type { Db } from "@/db/client";
import { listActiveClientNames, listActiveUserNames } from "@/db/queries/callers";
import type { Principal } from "@/lib/identity/principal";
import { roleAllows } from "@/lib/identity/roles";
import type { RegistrySnapshot } from "@/lib/registry/asset";
import type { EntityRef, EntitySource } from "../decision";
import { MESH, registryEntities } from "../entities";

/** Someone who could make a call. */
export interface Caller {
  kind: "agent" | "service" | "user";
  name: string;
  title: string;
  domain: string | null;
  ref: EntityRef;
  entities: EntitySource;
}

/** At most this many programs and people are asked about; agents come from the registry and are all there. */
const MOST_OUTSIDERS = 5_000;

/** Everyone who could call: agents, then programs, then people, each by name. People are named to those who may see the members. */
export async function listCallers(db: Db, snapshot: RegistrySnapshot, reader: Principal): Promise<Caller[]> {
  const [services, people] = await Promise.all([
    listActiveClientNames(db, { kinds: ["service", "operator"], limit: MOST_OUTSIDERS }),
    listActiveUserNames(db, { limit: MOST_OUTSIDERS }),
  ]);
  const base = registryEntities(snapshot);
  const named = roleAllows(reader.roles, "members:read");
  return [
    ...snapshot
      .list("agent")
      .filter(({ lifecycle }) => lifecycle === "active" || lifecycle === "deprecated")
      .map(
        ({ name, title, domain }): Caller => ({
          kind: "agent",
          name,
          title,
          domain,
          ref: { type: "Agent", id: name },
          entities: base,
        }),
      ),
    ...services.map(({ clientId, title, roles, domain }) =>
      outsider({ kind: "service", name: clientId, title, roles, domains: domain ? [domain] : [] }, base),
    ),
    ...people.map(({ id, name, role, domains }) =>
      outsider({ kind: "user", name: id, title: named ? name : id, roles: [role], domains }, base),
    ),
  ];
}

function outsider(
  one: {
    kind: "service" | "user";
    name: string;
    title: string;
    roles: readonly string[];
    domains: readonly string[];
  },
  base: EntitySource,
): Caller {
  const ref: EntityRef = { type: one.kind === "user" ? "User" : "Service", id: one.name };
  const record = {
    ref,
    attrs: { name: one.name, roles: one.roles, domains: one.domains },
    parents: [MESH],
  };
  return {
    kind: one.kind,
    name: one.name,
    title: one.title,
    domain: null,
    ref,
    entities: (asked) => (asked.type === ref.type && asked.id === ref.id ? record : base(asked)),
  };
}
