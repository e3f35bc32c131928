import { AgentCard, canonicalizeAgentCard } from "@a2a-js/sdk";
import { canonicalJson } from "@/lib/core/canonical-json";
import type { Signer } from "@/lib/identity/key-ring";
import type { JsonObject } from "../operation";

/**
 * Signs a card (A2A 1.0 section 8.4): JWS over its JCS without `signatures`. A verifier accepts a card of which one signature holds, and there is one for each payload that
 * verifiers make of the same card: the document as it stands (RFC 8785), and what the JavaScript SDK makes of it before and after it has parsed it. Its parsed form loses the contents of
 * `securitySchemes`, so a client that verifies that one is sure of all else.
 * @param publicUrl where the mesh publishes its keys
 */
export function signCard(card: JsonObject, signer: Signer, publicUrl: string): JsonObject {
  const parsed = AgentCard.fromJSON(card);
  const payloads = new Set([
    canonicalJson(card),
    canonicalizeAgentCard(card as unknown as AgentCard),
    canonicalizeAgentCard(parsed),
  ]);
  return { ...card, signatures: [...payloads].map((payload) => signPayload(payload, signer, publicUrl)) };
}

function signPayload(payload: string, signer: Signer, publicUrl: string): JsonObject {
  const header = { alg: signer.alg, kid: signer.kid, typ: "JOSE", jku: `${publicUrl}/oauth/jwks` };
  const protectedHeader = base64url(JSON.stringify(header));
  const signature = signer.sign(`${protectedHeader}.${base64url(payload)}`).toString("base64url");
  return { protected: protectedHeader, signature };
}

function base64url(text: string): string {
  return Buffer.from(text).toString("base64url");
}
