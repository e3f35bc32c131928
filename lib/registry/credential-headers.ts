import type { Secrets } from "@/lib/identity/secrets";
import type { UpstreamAuth } from "./kinds/upstream-auth";

/** The headers that present a stored credential. A badge is for calls only: registration asks without one. */
export async function credentialHeaders(
  secrets: Secrets,
  auth: UpstreamAuth,
): Promise<Record<string, string>> {
  switch (auth.type) {
    case "none":
    case "badge":
      return {};
    case "bearer":
      return { authorization: `Bearer ${await secrets.get(auth.secret)}` };
    case "header":
      return { [auth.header.toLowerCase()]: await secrets.get(auth.secret) };
    default:
      return auth satisfies never;
  }
}
