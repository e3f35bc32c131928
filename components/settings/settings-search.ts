import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { UserView } from "@/lib/identity/operations/users";
import { ROLES, type Role } from "@/lib/identity/roles";

export const MEMBER_ROLES = ROLES.filter((role): role is UserView["role"] & Role => role !== "agent");

/** What the address of a list of members says. */
export const memberSearch = {
  q: parseAsString.withDefault(""),
  role: parseAsStringLiteral(MEMBER_ROLES),
  /** The list begins after this person. */
  after: parseAsString.withDefault(""),
};

export const loadMemberSearch = createLoader(memberSearch);

/** What the address of a list of clients says. */
export const clientSearch = {
  q: parseAsString.withDefault(""),
  kind: parseAsStringLiteral(["agent", "service", "operator", "app"] as const),
  after: parseAsString.withDefault(""),
};

export const loadClientSearch = createLoader(clientSearch);
