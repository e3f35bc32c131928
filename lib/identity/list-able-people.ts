import type { Db } from "@/db/client";
import { listNamesByRole } from "@/db/queries/users";
import { ROLES, type Role } from "./roles";

const ABLE: readonly Role[] = ["admin", "operator", "reviewer", "steward"];
const MOST_EACH = 5;

/** People who may do more than look, the most able first, at most five of each role: everybody who is signed in may know whom to ask. */
export async function listAblePeople(db: Db): Promise<{ name: string; role: Role }[]> {
  const found = await Promise.all(
    ABLE.map(async (role) => {
      const rows = await listNamesByRole(db, { role, limit: MOST_EACH });
      return rows.map(({ name }) => ({ name, role }));
    }),
  );
  return found.flat().sort((a, b) => ROLES.indexOf(b.role) - ROLES.indexOf(a.role));
}
