import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { MeshError } from "@/lib/core/errors";
import { type CurrentUser, currentUser } from "./current-user";

/** For pages: the signed-in person, or the way to the sign-in page and back. Every page calls it, because nothing in front of a page authorises. */
export async function requireUser(): Promise<CurrentUser> {
  const current = await currentUser();
  if (current) return current;
  const path = (await headers()).get("x-path") ?? "/";
  redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}

/**
 * For actions and route handlers.
 * @throws MeshError `unauthenticated`
 */
export async function requireUserOrThrow(): Promise<CurrentUser> {
  const current = await currentUser();
  if (!current) throw new MeshError("unauthenticated", "Your session has ended. Sign in again.");
  return current;
}
