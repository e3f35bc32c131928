import "server-only";
import type { NextAuthOptions } from "next-auth";
import { log } from "@/lib/core/log";
import type { Mesh } from "@/lib/gateway/mesh";
import { createUserSession, SESSION_ABSOLUTE_S } from "@/lib/identity/user-sessions";
import { signInProviders } from "./providers";
import { isSecure, sessionCookie, sessionSecret } from "./session-cookie";
import { signInWithOidcAccount } from "./sign-in-oidc-account";

/**
 * How people sign in. The library's token carries the id of our own session and nothing else: rights are read from the store at each request, so they are never older
 * than the request.
 */
export function authOptions(mesh: Mesh, request: Request): NextAuthOptions {
  const userAgent = request.headers.get("user-agent") ?? "";
  return {
    secret: sessionSecret(mesh),
    session: { strategy: "jwt", maxAge: SESSION_ABSOLUTE_S },
    useSecureCookies: isSecure(mesh.config),
    cookies: { sessionToken: sessionCookie(mesh.config) },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: signInProviders(mesh, request),
    callbacks: {
      signIn: async ({ user, account, profile }) =>
        account?.type === "oauth" ? signInWithOidcAccount(mesh, request, { user, account, profile }) : true,
      // A new session, and so a new id, at each sign-in: one planted before it is worth nothing (ASVS 7.2.4).
      jwt: async ({ token, user }) => {
        if (!user) return { sid: token.sid };
        const session = await createUserSession(mesh.database.db, { userId: user.id, userAgent });
        return { sid: session.token };
      },
      // The library's own session endpoint tells nobody anything.
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      error: (code, meta) => log.warn({ code, err: errorOf(meta) }, "sign-in failed"),
      warn: (code) => log.debug({ code }, "sign-in"),
      debug: () => {},
    },
  };
}

function errorOf(meta: unknown): unknown {
  return meta instanceof Error ? meta : (meta as { error?: unknown } | undefined)?.error;
}
