import "server-only";
import type { Account, Profile, User } from "next-auth";
import { z } from "zod";
import { isMeshError } from "@/lib/core/errors";
import type { Mesh } from "@/lib/gateway/mesh";
import { signInWithOidc } from "@/lib/identity/sign-in-oidc";
import { remoteAddress } from "./remote-address";

const idTokenClaims = z.object({
  sub: z.string(),
  email: z.string().optional(),
  // Some providers send the words instead of the values.
  email_verified: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")])
    .optional(),
});

/** Finds the person of a verified account and names them in `user`, from which the session is made. @returns false when nobody is */
export async function signInWithOidcAccount(
  mesh: Mesh,
  request: Request,
  given: { user: User; account: Account; profile?: Profile | undefined },
): Promise<boolean> {
  const claims = idTokenClaims.safeParse(given.profile);
  const issuer = mesh.config.oidc?.issuer;
  if (!claims.success || !issuer || given.account.provider !== "oidc") return false;
  try {
    const { sub, email, email_verified } = claims.data;
    const person = await signInWithOidc(mesh.database.db, {
      issuer,
      subject: sub,
      ...(email === undefined ? {} : { email }),
      emailVerified: email_verified === true,
      remote: remoteAddress(request.headers),
    });
    given.user.id = person.id;
    return true;
  } catch (err) {
    if (isMeshError(err) && err.code === "permission_denied") return false;
    throw err;
  }
}
