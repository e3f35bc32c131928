import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import type { ToolGrant } from "@/lib/identity/principal";

/** Tells grants apart by what they say: SHA-256 of the canonical JSON (RFC 8785), in base64url. */
export function grantDigest(grant: ToolGrant): string {
  return hash("sha256", canonicalize(grant) ?? "", "base64url");
}
