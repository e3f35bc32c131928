import { AgentCard, canonicalizeAgentCard } from "@a2a-js/sdk";
import {
  base64url,
  calculateJwkThumbprint,
  createLocalJWKSet,
  decodeProtectedHeader,
  exportJWK,
  flattenedVerify,
  type JSONWebKeySet,
} from "jose";
import { canonicalJson } from "@/lib/core/canonical-json";
import { textOf } from "@/lib/core/text-of";

type JsonObject = Record<string, unknown>;

/**
 * What a card's signatures say. A key found through the card itself proves that the card is whole, and by whom it is signed only as far as `keySource` is trusted, or as far as the
 * key is the one that was trusted before.
 */
export type CardSignature =
  | { state: "none" }
  | {
      state: "verified";
      kid: string;
      /** Origin of the key set. */
      keySource: string;
      /** Of the key (RFC 7638, SHA-256). */
      thumbprint: string;
      /** What the signature is over. Nothing else in the document may be used. */
      covered: JsonObject;
    }
  | { state: "unverified" }
  | { state: "invalid" };

/** Algorithms that are taken; the header may not choose others (RFC 8725 section 3.1). */
const ALGORITHMS = ["ES256", "ES384", "EdDSA", "RS256", "PS256"];
const MOST_SIGNATURES = 10;

/**
 * Verifies the signatures of a card (A2A 1.0 section 8.4). The first that holds decides. `unverified` means that no key could be had, `invalid` that there is one and it does not fit,
 * or that the algorithm is none that is taken.
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
  const header = decodeProtectedHeader({ protected: textOf(signature.protected) } as never);
  if (!ALGORITHMS.includes(textOf(header.alg))) return { state: "invalid" };
  if (typeof header.jku !== "string" || typeof header.kid !== "string") return undefined;
  const keys = createLocalJWKSet((await fetchKeys(header.jku)) as JSONWebKeySet);
  for (const payload of payloadsOf(signed)) {
    const jws = {
      protected: textOf(signature.protected),
      signature: textOf(signature.signature),
      payload: base64url.encode(payload),
    };
    const key = await flattenedVerify(jws, keys, { algorithms: ALGORITHMS }).then(
      (verified) => verified.key,
      () => undefined,
    );
    if (!key) continue;
    const thumbprint = await calculateJwkThumbprint(await exportJWK(key));
    const keySource = new URL(header.jku).origin;
    return { state: "verified", kid: header.kid, keySource, thumbprint, covered: JSON.parse(payload) };
  }
  return { state: "invalid" };
}

/**
 * What may have been signed: the document as it stands (RFC 8785); or, where the JavaScript SDK has written the document, what that makes of it before it signs. The SDK's form leaves
 * out whatever is empty and whatever 1.0 does not know, so for any other document it would let members be added that nobody has signed.
 */
function payloadsOf(signed: JsonObject): string[] {
  const asItStands = canonicalJson(signed);
  return isWrittenBySdk(signed) ? [asItStands, canonicalizeAgentCard(signed as never)] : [asItStands];
}

/** The SDK writes every member of every object, the empty ones too. Security schemes it writes so that it cannot read them itself; they are not covered either. */
function isWrittenBySdk(signed: JsonObject): boolean {
  const { securitySchemes: _, signatures: __, ...found } = signed;
  const {
    securitySchemes: ___,
    signatures: ____,
    ...written
  } = JSON.parse(JSON.stringify(AgentCard.fromJSON(signed))) as JsonObject;
  return canonicalJson(found) === canonicalJson(written);
}
