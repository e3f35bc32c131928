import "server-only";
import type { User as AuthUser, NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { THROTTLED } from "@/components/sign-in/refusal";
import { isMeshError } from "@/lib/core/errors";
import type { Mesh } from "@/lib/gateway/mesh";
import { signInWithPassword } from "@/lib/identity/sign-in";
import { redeemSignInLink } from "@/lib/identity/sign-in-link";
import type { User } from "@/lib/identity/user";
import { remoteAddress } from "./remote-address";

/** Local account, one-time link and, when configured, the organisation's identity provider. */
export function signInProviders(mesh: Mesh, request: Request): NextAuthOptions["providers"] {
  const { db } = mesh.database;
  const remote = remoteAddress(request.headers);
  const password = CredentialsProvider({
    id: "password",
    credentials: { email: {}, password: {} },
    authorize: (given) =>
      authUser(() =>
        signInWithPassword(db, { email: given?.email ?? "", password: given?.password ?? "", remote }),
      ),
  });
  const link = CredentialsProvider({
    id: "link",
    credentials: { token: {} },
    authorize: (given) => authUser(() => redeemSignInLink(db, { token: given?.token ?? "", remote })),
  });
  return mesh.config.oidc ? [password, link, oidcProvider(mesh.config.oidc)] : [password, link];
}

/**
 * A refusal is null for the library, which says the same about all of them; anything else is a failure and stays one. Only throttling is told apart, with the seconds to wait: it is counted for addresses
 * without an account too, so it says nothing about who has one.
 */
async function authUser(signIn: () => Promise<User>): Promise<AuthUser | null> {
  try {
    return { id: (await signIn()).id };
  } catch (err) {
    if (isMeshError(err) && err.code === "rate_limited") {
      throw new Error(`${THROTTLED}${Math.ceil((err.retryAfterMs ?? 0) / 1000)}`, { cause: err });
    }
    if (isMeshError(err) && err.code !== "internal") return null;
    throw err;
  }
}

/** OpenID Connect with discovery, PKCE, state and nonce. Only what the verified ID token says is used. */
function oidcProvider(oidc: NonNullable<Mesh["config"]["oidc"]>): NextAuthOptions["providers"][number] {
  return {
    id: "oidc",
    name: "OIDC",
    type: "oauth",
    wellKnown: `${oidc.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    issuer: oidc.issuer,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    profile: (claims: { sub: string }) => ({ id: claims.sub }),
  };
}
