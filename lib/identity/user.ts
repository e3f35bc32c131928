import { z } from "zod";
import type { UserRow } from "@/db/queries/users";
import type { Principal } from "./principal";
import type { Role } from "./roles";

/** Roles that people have. `agent` is for programs. */
export const USER_ROLES = [
  "viewer",
  "reviewer",
  "operator",
  "steward",
  "admin",
] as const satisfies readonly Role[];
export type UserRole = (typeof USER_ROLES)[number];

/** A person who may use the console; no credential. */
export interface User {
  id: string;
  email: string;
  name: string;
  role: UserRole;
  /** Domains that a steward governs. */
  domains: readonly string[];
  hasPassword: boolean;
  /** Signs in through the organisation's identity provider. */
  hasOidc: boolean;
  disabledAt: Date | undefined;
  createdAt: Date;
}

export function userOf(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: z.enum(USER_ROLES).parse(row.role),
    domains: row.domains,
    hasPassword: row.passwordHash !== null,
    hasOidc: row.oidcSubject !== null,
    disabledAt: row.disabledAt ?? undefined,
    createdAt: row.createdAt,
  };
}

/** A signed-in person as the one who acts. */
export function principalOfUser(user: Pick<User, "id" | "role" | "domains">): Principal {
  const actor = { kind: "user" as const, id: user.id };
  return {
    caller: actor,
    subject: actor,
    chain: [actor],
    clientId: undefined,
    roles: [user.role],
    domains: user.role === "steward" ? user.domains : [],
    badge: undefined,
    scopes: ["mesh", "admin"],
    taskId: undefined,
    grants: undefined,
  };
}
