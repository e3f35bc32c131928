import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";
import { principalOfUser, type User } from "@/lib/identity/user";
import { touchUserSession, type UserSession } from "@/lib/identity/user-sessions";
import { getMesh } from "@/lib/runtime/get-mesh";
import { openSessionCookie, sessionCookie } from "./session-cookie";

/** A signed-in person, for the length of one request. */
export interface CurrentUser {
  mesh: Mesh;
  user: User;
  principal: Principal;
  session: UserSession;
  /** Opens the session; for ending it only. */
  token: string;
}

/**
 * Who is signed in, by the session row in the store: an ended session or a disabled person fails at once, whatever the cookie says. Undefined when nobody is.
 * Asked once for each request.
 */
export const currentUser = cache(async (): Promise<CurrentUser | undefined> => {
  const jar = await cookies();
  const mesh = await getMesh();
  const token = await openSessionCookie(mesh, jar.get(sessionCookie(mesh.config).name)?.value);
  const found = token && (await touchUserSession(mesh.database.db, { token }));
  if (!token || !found) return undefined;
  return { mesh, ...found, principal: principalOfUser(found.user), token };
});
