"use client";

import { createContext, type ReactNode, use } from "react";
import { leastRoleFor, type Permission, ROLES, type Role, roleAllows } from "@/lib/identity/roles";

/** Who reads this page, and who could be asked for what they may not do. */
export interface Standing {
  role: Role;
  /** People with more than the least of roles. */
  people: readonly { name: string; role: Role }[];
}

export interface Leave {
  allowed: boolean;
  /** Why not and whom to ask; for people. */
  reason: string;
}

const Context = createContext<Standing>({ role: "viewer", people: [] });
const MOST_NAMES = 3;

/** Tells the components below what the signed-in person may do. It only spares people a refusal: each operation authorises by itself. */
export function Permissions({ standing, children }: { standing: Standing; children: ReactNode }) {
  return <Context value={standing}>{children}</Context>;
}

/** Whether the signed-in person may do something, and whom to ask otherwise. */
export function useLeave(permission: Permission): Leave {
  return leaveOf(use(Context), permission);
}

/** The role of the signed-in person. */
export function useRole(): Role {
  return use(Context).role;
}

/** @returns the reason as a sentence; empty where it is allowed */
export function leaveOf({ role, people }: Standing, permission: Permission): Leave {
  if (roleAllows([role], permission)) return { allowed: true, reason: "" };
  const least = leastRoleFor(permission);
  const able = people.filter((person) => ROLES.indexOf(person.role) >= ROLES.indexOf(least));
  const names = able.slice(0, MOST_NAMES).map((person) => `${person.name} (${person.role})`);
  const whom = names.length > 0 ? names.join(", ") : `somebody with the role ${least}`;
  return {
    allowed: false,
    reason: `You are ${article(role)} ${role}; this needs the role ${least}. Ask ${whom}.`,
  };
}

function article(role: Role): "a" | "an" {
  return /^[aeiou]/.test(role) ? "an" : "a";
}
