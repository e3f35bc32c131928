import "server-only";
import { cookies } from "next/headers";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { z } from "zod";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";
import { principalOfUser, type User } from "@/lib/identity/user";
import { touchUserSession, type UserSession } from "@/lib/identity/user-sessions";
import { getMesh } from "@/lib/runtime/get-mesh";
import { sessionCookie, sessionSecret } from "./session-cookie";

/** A signed-in person, for the length of one request. */
export interface CurrentUser {
  mesh: Mesh;
  user: User;
  principal: Principal;
  session: UserSession;
  /** Opens the session; for ending it only. */
  token: string;
}

const claims = z.object({ sid: z.string().min(16).max(200) });

/**
 * Who is signed in, by the session row in the store: an ended session or a disabled person fails at once, whatever the cookie says. Undefined when nobody is.
 * Asked once for each request.
 */
export const currentUser = cache(async (): Promise<CurrentUser | undefined> => {
  const jar = await cookies();
  const mesh = await getMesh();
  const token = await sessionToken(mesh, jar);
  const found = token && (await touchUserSession(mesh.database.db, { token }));
  if (!token || !found) return undefined;
  return { mesh, ...found, principal: principalOfUser(found.user), token };
});

/** Our session token out of the cookie. The cookie is encrypted, so a forged one does not open. */
async function sessionToken(
  mesh: Mesh,
  jar: Awaited<ReturnType<typeof cookies>>,
): Promise<string | undefined> {
  const value = jar.get(sessionCookie(mesh.config).name)?.value;
  if (!value) return undefined;
  try {
    return claims.safeParse(await decode({ token: value, secret: sessionSecret(mesh) })).data?.sid;
  } catch {
    // Expired, or encrypted under another key: the same as no cookie.
    return undefined;
  }
}
