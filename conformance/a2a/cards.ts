import assert from "node:assert/strict";
import canonicalize from "canonicalize";
import { createLocalJWKSet, decodeProtectedHeader, flattenedVerify, type JSONWebKeySet } from "jose";
import { REQUIRED_EXTENSION } from "@/examples/conformance-agent/agent-card";
import { expectError } from "./expect-error";
import type { Requirement, Target } from "./requirement";
import { call, type Json } from "./wire";

interface Card extends Json {
  supportedInterfaces: { url: string; protocolBinding: string; protocolVersion: string }[];
  signatures?: { protected: string; signature: string }[];
}

/** A2A 1.0 sections 3.1.11 and 8. Signatures are checked with RFC 8785 and RFC 7515 alone, not with an SDK. */
export const CARDS: readonly Requirement[] = [
  {
    id: "CARD-DISC-001",
    level: "MUST",
    async check(target) {
      assert.equal((await fetch(target.cardUrl)).status, 200);
      assert.match(
        (await fetch(target.cardUrl)).headers.get("content-type") ?? "",
        /^application\/(a2a\+)?json/,
      );
    },
  },
  {
    id: "CARD-PROTO-001",
    level: "MUST",
    async check(target) {
      const { supportedInterfaces } = await cardOf(target);
      assert.ok(supportedInterfaces.length > 0);
    },
  },
  {
    id: "CARD-PROTO-002",
    level: "MUST",
    async check(target) {
      for (const { url, protocolBinding, protocolVersion } of (await cardOf(target)).supportedInterfaces) {
        assert.ok(
          URL.canParse(url) && protocolBinding && protocolVersion,
          JSON.stringify({ url, protocolBinding }),
        );
      }
    },
  },
  {
    id: "CARD-STRUCT-001",
    level: "MUST",
    async check(target) {
      const card = await cardOf(target);
      for (const name of ["name", "description", "version"])
        assert.ok(typeof card[name] === "string" && card[name] !== "", name);
      for (const name of ["supportedInterfaces", "skills", "defaultInputModes", "defaultOutputModes"]) {
        assert.ok(Array.isArray(card[name]) && card[name].length > 0, name);
      }
      assert.ok(typeof card.capabilities === "object");
    },
  },
  {
    id: "CARD-EXT-001",
    level: "MUST",
    async check(target) {
      const { result, error } = await call(target, "GetExtendedAgentCard", {});
      assert.ok(result?.name, error?.message);
      const anonymous = await call({ ...target, authorization: undefined }, "GetExtendedAgentCard", {});
      assert.equal(anonymous.status, 401, "the extended card is shown to anybody");
    },
  },
  {
    id: "CARD-EXT-002",
    level: "MUST",
    async check({ strict }) {
      const reply = await call(strict, "GetExtendedAgentCard", {}, { "a2a-extensions": REQUIRED_EXTENSION });
      expectError(strict, reply, "EXTENDED_AGENT_CARD_NOT_CONFIGURED");
    },
  },
  { id: "CARD-SIGN-001", level: "MUST", check: (target) => verified(target) },
  {
    id: "CARD-SIGN-002",
    level: "MUST",
    async check(target) {
      const card = await cardOf(target);
      await verified(target);
      // With `signatures` in it the payload is another one, and nothing verifies.
      await assert.rejects(verify(target, { ...card, extra: card.signatures }));
    },
  },
  {
    id: "CARD-SIGN-003",
    level: "MUST",
    async check(target) {
      for (const signature of (await cardOf(target)).signatures ?? []) {
        const { alg, kid } = decodeProtectedHeader(signature as never);
        assert.ok(alg && alg !== "none" && kid, JSON.stringify({ alg, kid }));
      }
    },
  },
  {
    id: "CARD-CACHE-001",
    level: "SHOULD",
    async check(target) {
      assert.match((await fetch(target.cardUrl)).headers.get("cache-control") ?? "", /max-age=\d+/);
    },
  },
  {
    id: "CARD-CACHE-002",
    level: "SHOULD",
    async check(target) {
      assert.notEqual((await fetch(target.cardUrl)).headers.get("etag") ?? "", "");
    },
  },
];

async function cardOf(target: Target): Promise<Card> {
  return (await (await fetch(target.cardUrl)).json()) as Card;
}

/** A card without signatures meets this, since signing is optional (A2A 1.0 section 8.4). */
async function verified(target: Target): Promise<void> {
  const card = await cardOf(target);
  if (card.signatures) await verify(target, card);
}

async function verify(target: Target, card: Card): Promise<void> {
  const { signatures = [], ...signed } = card;
  const keys = createLocalJWKSet(
    (await (await fetch(new URL("/oauth/jwks", target.url))).json()) as JSONWebKeySet,
  );
  const payload = Buffer.from(canonicalize(signed) ?? "").toString("base64url");
  await Promise.any(signatures.map((signature) => flattenedVerify({ ...signature, payload }, keys)));
}
