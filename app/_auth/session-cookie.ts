import "server-only";
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

/** What the sign-in library encrypts its cookies with: derived from the key-encryption key, so that every replica has the same and none is configured. */
export function sessionSecret(mesh: Mesh): string {
  return mesh.services.get(vaultService).deriveKey("console session").toString("base64url");
}
