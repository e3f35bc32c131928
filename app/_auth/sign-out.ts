"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { endUserSession } from "@/lib/identity/user-sessions";
import { currentUser } from "./current-user";
import { sessionCookie } from "./session-cookie";

/** Ends the session in the store, not only in this browser. */
export async function signOut(): Promise<void> {
  const current = await currentUser();
  if (current) {
    const { mesh, user, token } = current;
    await endUserSession(mesh.database.db, { token, userId: user.id });
    const { name, options } = sessionCookie(mesh.config);
    (await cookies()).set(name, "", { ...options, maxAge: 0 });
  }
  redirect("/sign-in");
}
