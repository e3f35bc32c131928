import "server-only";
import type { NextRequest } from "next/server";
import type { NextAuthOptions } from "next-auth";
import { log } from "@/lib/core/log";
import type { Mesh } from "@/lib/gateway/mesh";
import {
  createUserSession,
  endUserSession,
  SESSION_ABSOLUTE_S,
  touchUserSession,
} from "@/lib/identity/user-sessions";
import { signInProviders } from "./providers";
import { isSecure, openSessionCookie, sessionCookie, sessionSecret } from "./session-cookie";
import { signInWithOidcAccount } from "./sign-in-oidc-account";

/**
 * How people sign in. The library's token carries the id of our own session and nothing else: rights are read from the store at each request, so they are never older
 * than the request.
 */
export function authOptions(mesh: Mesh, request: NextRequest): NextAuthOptions {
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
      // A new session, and so a new id, at each sign-in: one planted before it is worth nothing, and the one that this browser had ends (ASVS 7.2.4).
      jwt: async ({ token, user }) => {
        if (!user) return { sid: token.sid };
        await endSessionOf(mesh, request);
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

/** Whoever had the browser before: their session would live on in the store with nobody to end it. */
async function endSessionOf(mesh: Mesh, request: NextRequest): Promise<void> {
  const { db } = mesh.database;
  const token = await openSessionCookie(mesh, request.cookies.get(sessionCookie(mesh.config).name)?.value);
  const found = token && (await touchUserSession(db, { token }));
  if (token && found) await endUserSession(db, { token, userId: found.user.id });
}

function errorOf(meta: unknown): unknown {
  return meta instanceof Error ? meta : (meta as { error?: unknown } | undefined)?.error;
}
