import { canonicalizeAgentCard } from "@a2a-js/sdk";
import {
  base64url,
  createLocalJWKSet,
  decodeProtectedHeader,
  flattenedVerify,
  type JSONWebKeySet,
} from "jose";
import { canonicalJson } from "@/lib/core/canonical-json";

/** What a card's signatures say. A key found through the card itself proves that the card is whole, and by whom it is signed only as far as `keySource` is trusted. */
export type CardSignature =
  | { state: "none" }
  | { state: "verified"; kid: string; keySource: string }
  | { state: "unverified" }
  | { state: "invalid" };

/** Algorithms that are taken; the header may not choose others (RFC 8725 section 3.1). */
const ALGORITHMS = ["ES256", "ES384", "EdDSA", "RS256", "PS256"];
const MOST_SIGNATURES = 10;

type JsonObject = Record<string, unknown>;

/**
 * Verifies the signatures of a card (A2A 1.0 section 8.4). The first that holds decides.
 * @param fetchKeys fetches a JWK set from the address that a signature names
 */
export async function verifyCardSignature(
  card: unknown,
  fetchKeys: (url: string) => Promise<unknown>,
): Promise<CardSignature> {
  if (typeof card !== "object" || card === null) return { state: "none" };
  const { signatures, ...signed } = card as JsonObject;
  if (!Array.isArray(signatures) || signatures.length === 0) return { state: "none" };
  let checked = false;
  for (const signature of signatures.slice(0, MOST_SIGNATURES)) {
    const outcome = await verifyOne(signature, signed, fetchKeys).catch(() => undefined);
    if (outcome?.state === "verified") return outcome;
    if (outcome) checked = true;
  }
  return { state: checked ? "invalid" : "unverified" };
}

/** Undefined when there is no key to check with. */
async function verifyOne(
  signature: JsonObject,
  signed: JsonObject,
  fetchKeys: (url: string) => Promise<unknown>,
): Promise<CardSignature | undefined> {
  const header = decodeProtectedHeader({ protected: String(signature.protected) } as never);
  if (typeof header.jku !== "string" || typeof header.kid !== "string") return undefined;
  const keys = createLocalJWKSet((await fetchKeys(header.jku)) as JSONWebKeySet);
  for (const payload of payloadsOf(signed)) {
    const jws = {
      protected: String(signature.protected),
      signature: String(signature.signature),
      payload: base64url.encode(payload),
    };
    const holds = await flattenedVerify(jws, keys, { algorithms: ALGORITHMS }).then(
      () => true,
      () => false,
    );
    if (holds) return { state: "verified", kid: header.kid, keySource: new URL(header.jku).origin };
  }
  return { state: "invalid" };
}

/** Signers canonicalise the document as it stands, or without members that have their default value. */
function payloadsOf(signed: JsonObject): string[] {
  return [canonicalJson(signed), canonicalizeAgentCard(signed as never)];
}
