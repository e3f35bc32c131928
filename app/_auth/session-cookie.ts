import "server-only";
import { decode } from "next-auth/jwt";
import { z } from "zod";
import type { Config } from "@/lib/core/config";
import type { Mesh } from "@/lib/gateway/mesh";
import { vaultService } from "@/lib/identity/vault";

/** Whether browsers reach the console over TLS. Only then may a cookie carry `Secure` and the `__Host-` prefix (RFC 6265bis section 4.1.3). */
export function isSecure(config: Config): boolean {
  return config.publicUrl.startsWith("https:");
}

/** The cookie with the encrypted token that names our session. */
export function sessionCookie(config: Config) {
  const secure = isSecure(config);
  return {
    name: secure ? "__Host-signalbox.session" : "signalbox.session",
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  };
}

const claims = z.object({ sid: z.string().min(16).max(200) });

/** Our session token out of a cookie's value. It is encrypted, so a forged one does not open. */
export async function openSessionCookie(mesh: Mesh, value: string | undefined): Promise<string | undefined> {
  if (!value) return undefined;
  try {
    return claims.safeParse(await decode({ token: value, secret: sessionSecret(mesh) })).data?.sid;
  } catch {
    // Expired, or encrypted under another key: the same as no cookie.
    return undefined;
  }
}

/** What the sign-in library encrypts its cookies with: derived from the key-encryption key, so that every replica has the same and none is configured. */
export function sessionSecret(mesh: Mesh): string {
  return mesh.services.get(vaultService).deriveKey("console session").toString("base64url");
}
