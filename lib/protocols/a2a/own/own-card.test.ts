import { AgentCard, verifyAgentCardSignature } from "@a2a-js/sdk";
import { DefaultAgentCardResolver } from "@a2a-js/sdk/client";
import { base64url, createRemoteJWKSet, flattenedVerify } from "jose";
import { expect, test, vi } from "vitest";
import { canonicalJson } from "@/lib/core/canonical-json";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { meshTools } from "@/lib/runtime/mesh-tools";
import { raw } from "../testing/raw-call";

const mesh = testMesh(gatewayApp);
const CARD = "/.well-known/agent-card.json";

test("the mesh's card leads to its own door in both generations and has every operation that agents may use as a skill", async () => {
  const { json, headers } = await raw(mesh(), CARD, { version: "1.0" });
  const { url } = mesh();
  expect(json).toMatchObject({
    name: "Signalbox",
    provider: { url },
    capabilities: { streaming: true, pushNotifications: false },
    supportedInterfaces: [
      { url: `${url}/a2a`, protocolBinding: "JSONRPC", protocolVersion: "1.0" },
      { url: `${url}/a2a/-`, protocolBinding: "HTTP+JSON", protocolVersion: "1.0" },
      { url: `${url}/a2a`, protocolBinding: "JSONRPC", protocolVersion: "0.3" },
      { url: `${url}/a2a/-`, protocolBinding: "HTTP+JSON", protocolVersion: "0.3" },
    ],
  });
  expect(JSON.stringify(json.securitySchemes)).toContain(`${url}/oauth/token`);
  expect(headers.get("cache-control")).toBe("public, max-age=300");
  const skills = json.skills as { id: string; description: string; examples: string[] }[];
  const tools = meshTools(mesh().mesh);
  expect(skills.map(({ id }) => id).sort()).toEqual(tools.map(({ name }) => name).sort());
  expect(skills.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      "discover",
      "describe",
      "why_denied",
      "request_access",
      "check_request",
      "propose_change",
      "budget_left",
    ]),
  );
  for (const { id, examples } of skills) {
    const tool = tools.find(({ name }) => name === id);
    const questions = examples.filter((text) => text.startsWith("{")).map((text) => JSON.parse(text));
    expect(questions, id).not.toEqual([]);
    for (const { skill, input } of questions) {
      expect([skill, tool?.inputSchema.safeParse(input).error]).toEqual([id, undefined]);
    }
  }
  expect(skills.find(({ id }) => id === "request_access")?.description).toContain(
    "Input: kind, name, reason; optional operations, days, agent.",
  );
});

test.each(["1.0", ""])(
  "with version '%s' it is signed by a published key, for jose and for the SDK",
  async (version) => {
    vi.spyOn(console, "debug").mockImplementation(() => {});
    const { json } = await raw(mesh(), CARD, { version });
    const { signatures, ...signed } = json as { signatures: { protected: string; signature: string }[] };
    const keys = createRemoteJWKSet(new URL(`${mesh().url}/oauth/jwks`));
    const payload = base64url.encode(canonicalJson(signed));
    const [jws = { protected: "", signature: "" }] = signatures;
    const verified = await flattenedVerify({ payload, ...jws }, keys);
    expect(verified.protectedHeader).toMatchObject({ alg: "ES256", jku: `${mesh().url}/oauth/jwks` });
    const verify = verifyAgentCardSignature(async (kid) => {
      const { json: set } = await raw(mesh(), "/oauth/jwks", {});
      const key = (set.keys as { kid: string }[]).find((one) => one.kid === kid);
      if (!key) throw new Error(`no key ${kid}`);
      return key as never;
    });
    await verify(AgentCard.fromJSON(json));
    await expect(verify(AgentCard.fromJSON({ ...json, name: "Another" }))).rejects.toThrow(
      "No valid signatures",
    );
  },
);

test("clients of 0.3 read the same document, under the old name too and below the door", async () => {
  const { json, text, headers } = await raw(mesh(), CARD, {});
  expect(json).toMatchObject({
    protocolVersion: "0.3",
    url: `${mesh().url}/a2a`,
    preferredTransport: "JSONRPC",
    additionalInterfaces: [{ url: `${mesh().url}/a2a/-`, transport: "HTTP+JSON" }],
    security: [{ signalboxOAuth: ["mesh"] }],
  });
  const read = new DefaultAgentCardResolver({ legacyCompat: { enabled: true } }).normalizeAgentCard(json);
  expect(read.supportedInterfaces).toHaveLength(4);
  for (const path of ["/.well-known/agent.json", `/a2a${CARD}`, `/a2a/-${CARD}`]) {
    expect((await raw(mesh(), path, {})).text).toBe(text);
  }
  const again = await raw(mesh(), CARD, { headers: { "if-none-match": headers.get("etag") ?? "" } });
  expect(again.status).toBe(304);
});
