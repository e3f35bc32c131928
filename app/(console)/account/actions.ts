"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireUserOrThrow } from "@/app/_auth/require-user";
import { parseInput } from "@/lib/core/parse-input";
import { withdrawConsent } from "@/lib/identity/authorizations/withdraw-consent";
import { revokeUserSession, revokeUserSessions } from "@/lib/identity/user-sessions";

const sessionId = z.string().regex(/^[0-9a-f]{64}$/);

/** Ends one of the person's own sessions. */
export async function endSession(id: unknown): Promise<void> {
  const { mesh, user } = await requireUserOrThrow();
  await revokeUserSession(mesh.database.db, { userId: user.id, sessionId: parseInput(sessionId, id) });
  revalidatePath("/account");
}

/** Ends all of the person's sessions but this one. */
export async function endOtherSessions(): Promise<void> {
  const { mesh, user, token } = await requireUserOrThrow();
  await revokeUserSessions(mesh.database.db, { userId: user.id, exceptToken: token });
  revalidatePath("/account");
}

/** Takes back what the person let an app do; what it has now is dead within a second. */
export async function stopApp(clientId: unknown): Promise<void> {
  const { mesh, user } = await requireUserOrThrow();
  const id = parseInput(z.string().min(1).max(200), clientId);
  await withdrawConsent(mesh.database.db, { userId: user.id, clientId: id });
  revalidatePath("/account");
}
