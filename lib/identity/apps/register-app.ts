import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/db/client";
import { insertClient, SELF_REGISTERED } from "@/db/queries/clients";
import { appendAudit } from "@/lib/audit/append-audit";
import { parseInput } from "@/lib/core/parse-input";
import { appTitle } from "./app";
import { redirectUri } from "./redirect-uri";

export const registerAppInput = z.object({
  title: appTitle,
  redirectUris: z.array(redirectUri).min(1).max(10),
  remote: z.string().max(100).optional(),
});

/**
 * Puts an app on file that registers itself (RFC 7591). It has no secret and no rights: all it can do is ask people. One that nobody agreed to is forgotten after a day.
 * @throws MeshError `invalid_request`
 */
export async function registerApp(
  db: Db,
  input: z.input<typeof registerAppInput>,
): Promise<{ clientId: string; createdAt: Date }> {
  const { title, redirectUris, remote } = parseInput(registerAppInput, input);
  return db.transaction(async (tx) => {
    const row = await insertClient(tx, {
      clientId: `app-${randomBytes(12).toString("hex")}`,
      kind: "app",
      title,
      roles: ["agent"],
      redirectUris,
      createdBy: SELF_REGISTERED,
    });
    await appendAudit(tx, {
      type: "io.signalbox.client.registered",
      actor: "anonymous:unknown",
      object: `client:${row.clientId}`,
      outcome: "ok",
      payload: { title, redirectUris, remote: remote ?? null },
    });
    return { clientId: row.clientId, createdAt: row.createdAt };
  });
}
