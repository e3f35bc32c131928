import { AgentCard, verifyAgentCardSignature } from "@a2a-js/sdk";
import { DefaultAgentCardResolver } from "@a2a-js/sdk/client";
import { base64url, createLocalJWKSet, flattenedVerify } from "jose";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { canonicalJson } from "@/lib/core/canonical-json";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { keyRingService } from "@/lib/identity/key-ring";
import { a2aRoutes } from "../routes";
import { raw, rpc } from "../testing/raw-call";
import { recordingAgent } from "../testing/recording-agent";

const mesh = testMesh(a2aRoutes);
const upstreams = { "1.0": recordingAgent(["1.0"]), "0.3": recordingAgent(["0.3"]) };

beforeAll(async () => {
  // The SDK tells there of each signature that does not hold.
  vi.spyOn(console, "debug").mockImplementation(() => {});
  await mesh().allowAll();
  await mesh().register("agent", "current", await upstreams["1.0"]().spec());
  await mesh().register("agent", "older", await upstreams["0.3"]().spec());
  await mesh().register("agent", "secret", await upstreams["1.0"]().spec(), { dataClass: "restricted" });
  await mesh().policy(
    'forbid(principal == Agent::"stranger", action, resource == Agent::"secret");',
    "secret-is-secret",
  );
});

const cardPath = (agent: string) => `/a2a/${agent}/.well-known/agent-card.json`;

async function publicKey(kid: string) {
  const jwk = mesh()
    .mesh.services.get(keyRingService)
    .jwks()
    .keys.find((key) => key.kid === kid);
  if (!jwk) throw new Error(`no key ${kid}`);
  return { ...jwk };
}

describe.each(["current", "older"])("the card of the agent %s", (agent) => {
  it("leads to the mesh in both bindings and generations and to its token endpoint, and nowhere else", async () => {
    const { json, text } = await raw(mesh(), cardPath(agent), { version: "1.0" });
    const url = `${mesh().url}/a2a/${agent}`;
    expect(json.supportedInterfaces).toEqual([
      { url, protocolBinding: "JSONRPC", protocolVersion: "1.0" },
      { url, protocolBinding: "HTTP+JSON", protocolVersion: "1.0" },
      { url, protocolBinding: "JSONRPC", protocolVersion: "0.3" },
      { url, protocolBinding: "HTTP+JSON", protocolVersion: "0.3" },
    ]);
    expect(JSON.stringify(json.securitySchemes)).toContain(`${mesh().url}/oauth/token`);
    expect(json.skills).toMatchObject([{ id: "conformance" }]);
    expect(text).not.toContain(upstreams["1.0"]().url);
    expect(text).not.toContain(upstreams["0.3"]().url);
  });

  it.each(["1.0", ""])(
    "asked for with version '%s' is signed so that jose and the SDK accept it, and not after a change",
    async (version) => {
      const { json } = await raw(mesh(), cardPath(agent), { version });
      const { signatures, ...signed } = json as { signatures: { protected: string; signature: string }[] };
      const keys = createLocalJWKSet({
        keys: mesh()
          .mesh.services.get(keyRingService)
          .jwks()
          .keys.map((key) => ({ ...key })),
      });
      const [jws] = signatures;
      const payload = base64url.encode(canonicalJson(signed));
      const verified = await flattenedVerify(
        { payload, protected: jws?.protected ?? "", signature: jws?.signature ?? "" },
        keys,
      );
      expect(verified.protectedHeader).toMatchObject({ alg: "ES256", kid: expect.stringContaining("card-") });

      const verify = verifyAgentCardSignature(publicKey);
      await verify(json as unknown as AgentCard);
      await verify(AgentCard.fromJSON(json));
      const changed = { ...json, name: "Somebody else" };
      await expect(verify(changed as unknown as AgentCard)).rejects.toThrow("No valid signatures");
      await expect(verify(AgentCard.fromJSON(changed))).rejects.toThrow("No valid signatures");
    },
  );

  it("without a version is read by clients of both generations", async () => {
    const { json } = await raw(mesh(), cardPath(agent), {});
    const url = `${mesh().url}/a2a/${agent}`;
    expect(json).toMatchObject({
      protocolVersion: "0.3",
      url,
      preferredTransport: "JSONRPC",
      additionalInterfaces: [{ url, transport: "HTTP+JSON" }],
      securitySchemes: { signalboxOAuth: { type: "oauth2", flows: { clientCredentials: {} } } },
      security: [{ signalboxOAuth: ["mesh"] }],
    });
    const read = new DefaultAgentCardResolver({ legacyCompat: { enabled: true } }).normalizeAgentCard(json);
    expect(read.supportedInterfaces).toHaveLength(4);
  });

  it("is found under the old name too and need not be fetched again", async () => {
    const first = await raw(mesh(), cardPath(agent), { version: "1.0" });
    const old = await raw(mesh(), `/a2a/${agent}/.well-known/agent.json`, { version: "1.0" });
    expect(old.text).toBe(first.text);
    expect(first.headers.get("cache-control")).toBe("public, max-age=300");
    const etag = first.headers.get("etag") ?? "";
    const again = await raw(mesh(), cardPath(agent), { version: "1.0", headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
  });
});

describe("the card of a restricted agent", () => {
  it("is shown to who may call it, and to nobody else different from one that does not exist", async () => {
    const absent = await raw(mesh(), cardPath("nothing"), {});
    expect(absent.status).toBe(404);
    const anonymous = await raw(mesh(), cardPath("secret"), {});
    const stranger = await raw(mesh(), cardPath("secret"), { badge: mesh().badge({ agent: "stranger" }) });
    for (const hidden of [anonymous, stranger]) {
      expect(hidden.status).toBe(404);
      expect(hidden.text).toBe(absent.text);
    }
    const friend = await raw(mesh(), cardPath("secret"), { badge: mesh().badge({ agent: "friend" }) });
    expect(friend.status).toBe(200);
    expect(friend.headers.get("cache-control")).toContain("private");
  });
});

describe("the extended card", () => {
  it.each(["current", "older"])("of the agent %s leads to the mesh and is signed by it", async (agent) => {
    const badge = mesh().badge({ agent: "caller" });
    const { json } = await rpc(mesh(), agent, badge, { method: "GetExtendedAgentCard" });
    const card = json.result as Record<string, unknown>;
    expect(card.description).toBe("Shown to those who have signed in.");
    expect(JSON.stringify(card)).not.toContain(upstreams["1.0"]().url);
    await verifyAgentCardSignature(publicKey)(card as unknown as AgentCard);
    const legacy = await rpc(mesh(), agent, badge, {
      method: "agent/getAuthenticatedExtendedCard",
      version: "",
    });
    expect(legacy.json.result).toMatchObject({ url: `${mesh().url}/a2a/${agent}`, protocolVersion: "0.3" });
  });
});
