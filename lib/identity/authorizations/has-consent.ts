import type { Db } from "@/db/client";
import { findConsent } from "@/db/queries/consents";

/** Since when a person has let this app do all of this; undefined when they have not. Another app, another person or one more scope needs a consent of its own. */
export async function consentedSince(
  db: Db,
  params: { userId: string; clientId: string; scopes: readonly string[] },
): Promise<Date | undefined> {
  const consent = await findConsent(db, params);
  return consent && params.scopes.every((scope) => consent.scopes.includes(scope))
    ? consent.givenAt
    : undefined;
}
