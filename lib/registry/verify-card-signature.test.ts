import {
  type AgentCard,
  canonicalizeAgentCard,
  generateAgentCardSignature,
  verifyAgentCardSignature,
} from "@a2a-js/sdk";
import { base64url, type CryptoKey, exportJWK, FlattenedSign, generateKeyPair, type JWK } from "jose";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { conformanceCard } from "@/examples/conformance-agent/agent-card";
import { canonicalJson } from "@/lib/core/canonical-json";
import { verifyCardSignature } from "./verify-card-signature";

const JKU = "https://keys.example/jwks";

const CARD = {
  name: "Signed",
  description: "Stands as it was signed.",
  version: "1.0.0",
  supportedInterfaces: [
    { url: "https://agent.example/a2a", protocolBinding: "JSONRPC", protocolVersion: "1.0" },
  ],
  capabilities: { streaming: true },
  defaultInputModes: ["text/plain"],
  defaultOutputModes: ["text/plain"],
  skills: [{ id: "s", name: "Skill", description: "Does it.", tags: ["a"] }],
};

let own: { privateKey: CryptoKey; jwk: JWK };
let stranger: { privateKey: CryptoKey; jwk: JWK };

beforeAll(async () => {
  // The SDK tells there of each signature that does not hold.
  vi.spyOn(console, "debug").mockImplementation(() => {});
  [own, stranger] = [await keyPair(), await keyPair()];
});

async function keyPair() {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" } };
}

/** By RFC 8785 and RFC 7515 alone. */
async function signed(
  card: object,
  by: { privateKey: CryptoKey } = own,
  header: Record<string, unknown> = {},
) {
  const { protected: head, signature } = await new FlattenedSign(
    new TextEncoder().encode(canonicalJson(card)),
  )
    .setProtectedHeader({ alg: "ES256", kid: "k1", typ: "JOSE", jku: JKU, ...header })
    .sign(by.privateKey);
  return { ...card, signatures: [{ protected: head ?? "", signature }] };
}

const verify = (card: unknown) => verifyCardSignature(card, async () => ({ keys: [own.jwk] }));
const stateOf = async (card: unknown) => (await verify(card)).state;

describe("a card that is signed by RFC 8785 and RFC 7515", () => {
  it("holds with its keys in another order, and covers all of it", async () => {
    const card = await signed(CARD);
    const reordered = Object.fromEntries(Object.entries(card).toReversed());
    expect(await verify(reordered)).toMatchObject({ state: "verified", kid: "k1", covered: CARD });
  });

  it("does not hold with any one byte flipped", async () => {
    const text = JSON.stringify(await signed(CARD));
    const states = new Set<string>();
    let parsed = 0;
    for (let at = 0; at < text.indexOf('"signatures"'); at++) {
      const flipped = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      const card = parse(flipped);
      // A byte of white space or of a key that becomes `__proto__` aside, every flip that is still JSON is another document.
      if (card === undefined) continue;
      parsed++;
      states.add(await stateOf(card));
    }
    expect(parsed).toBeGreaterThan(200);
    expect([...states]).toEqual(["invalid"]);
  });

  it("does not hold with a flipped byte in its signature or its protected header", async () => {
    const card = await signed(CARD);
    const { protected: head, signature } = card.signatures[0] ?? { protected: "", signature: "" };
    const flip = (text: string) => text.slice(0, 20) + (text[20] === "A" ? "B" : "A") + text.slice(21);
    expect(await stateOf({ ...card, signatures: [{ protected: head, signature: flip(signature) }] })).toBe(
      "invalid",
    );
    expect(await stateOf({ ...card, signatures: [{ protected: flip(head), signature }] })).not.toBe(
      "verified",
    );
  });

  it.each([
    ["an empty text", { documentationUrl: "" }],
    ["an empty list", { securityRequirements: [] }],
    ["a default of a nested object", { capabilities: { streaming: true, extensions: [] } }],
    ["a member that 1.0 does not know", { url: "https://evil.example" }],
    ["false", { supportsAuthenticatedExtendedCard: false }],
    ["null", { iconUrl: null }],
  ])("does not hold with %s added", async (_what, added) => {
    expect(await stateOf({ ...(await signed(CARD)), ...added })).toBe("invalid");
  });

  it("does not hold by an algorithm that is none, unknown or for secrets both sides share", async () => {
    const card = await signed(CARD);
    const signature = card.signatures[0]?.signature;
    for (const alg of ["none", "XX256", "HS256", "ES256K", ""]) {
      const head = base64url.encode(JSON.stringify({ alg, kid: "k1", typ: "JOSE", jku: JKU }));
      expect(await stateOf({ ...card, signatures: [{ protected: head, signature }] }), alg).toBe("invalid");
    }
  });

  it("does not hold by another key under the same id, nor by a key that is not published", async () => {
    expect(await stateOf(await signed(CARD, stranger))).toBe("invalid");
    expect(await stateOf(await signed(CARD, own, { kid: "k2" }))).toBe("invalid");
    const unreachable = verifyCardSignature(await signed(CARD), async () =>
      Promise.reject(new Error("down")),
    );
    expect((await unreachable).state).toBe("unverified");
  });

  it("holds for the SDK too where it leaves nothing empty", async () => {
    const card = await signed(CARD);
    await verifyAgentCardSignature(async () => own.jwk)(card as unknown as AgentCard);
    expect(canonicalizeAgentCard(CARD as unknown as AgentCard)).toBe(canonicalJson(CARD));
  });
});

describe("a card that the SDK has signed and written", () => {
  const bySdk = async () => {
    const sign = generateAgentCardSignature(own.privateKey, {
      alg: "ES256",
      kid: "k1",
      typ: "JOSE",
      jku: JKU,
    });
    return JSON.parse(
      JSON.stringify(await sign(conformanceCard("https://agent.example", ["1.0"]))),
    ) as object;
  };

  it("holds although it is full of empty members, which are not covered", async () => {
    const verified = await verify(await bySdk());
    expect(verified).toMatchObject({ state: "verified", covered: { name: "Conformance agent" } });
    expect(JSON.stringify(verified)).not.toContain('""');
  });

  it.each([
    ["a member that 1.0 does not know", { url: "https://evil.example" }],
    ["a flipped byte", { name: "Conformance agenu" }],
    [
      "another interface",
      {
        supportedInterfaces: [
          { url: "https://evil.example", protocolBinding: "JSONRPC", protocolVersion: "1.0", tenant: "" },
        ],
      },
    ],
    ["an empty member that the SDK does not write", { preferredTransport: "" }],
  ])("does not hold with %s", async (_what, changed) => {
    expect(await stateOf({ ...(await bySdk()), ...changed })).toBe("invalid");
  });
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
