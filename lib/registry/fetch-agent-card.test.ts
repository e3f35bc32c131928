import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { base64url, calculateJwkThumbprint, exportJWK, FlattenedSign, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ConformanceAgent,
  startConformanceAgent,
} from "@/examples/conformance-agent/start-conformance-agent";
import { canonicalJson } from "@/lib/core/canonical-json";
import { createEgress } from "@/lib/traffic/egress";
import { fetchAgentCard } from "./fetch-agent-card";
import { normalizeCard } from "./normalize-card";

const egress = createEgress({ loopback: true, private: false });
const pages = new Map<string, { status?: number; headers?: Record<string, string>; body: string }>();
let server: Server;
let base = "";
let agent: ConformanceAgent;

beforeAll(async () => {
  server = createServer((req, res) => {
    const page = pages.get(req.url ?? "");
    res.writeHead(page?.status ?? (page ? 200 : 404), page?.headers).end(page?.body ?? "not here");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  agent = await startConformanceAgent(0);
});

afterAll(async () => {
  await egress.close();
  await agent.close();
  server.close();
});

const LEGACY = {
  protocolVersion: "0.3.0",
  name: "Older",
  description: "Speaks 0.3.",
  version: "1",
  url: "/rpc",
  additionalInterfaces: [
    { url: "/rpc", transport: "JSONRPC" },
    { url: "/rest", transport: "HTTP+JSON" },
    { url: "/grpc", transport: "GRPC" },
  ],
  capabilities: { streaming: true },
  defaultInputModes: ["text/plain"],
  defaultOutputModes: ["text/plain"],
  skills: [{ id: "s", name: "Skill", description: "Does it.", tags: ["a", "b"] }],
  security: [{ key: [] }],
};

describe("fetching the card of an agent built on the SDK", () => {
  it.each(["", "/", "/.well-known/agent-card.json"])("finds it from its address with '%s'", async (path) => {
    const found = await fetchAgentCard(egress, agent.url + path);
    expect(found).toMatchObject({
      cardUrl: agent.cardUrl,
      title: "Conformance agent",
      signature: { state: "none" },
    });
    expect(found.spec).toMatchObject({
      streaming: true,
      pushNotifications: true,
      skills: [{ id: "conformance", tags: ["testing"] }],
      auth: { type: "none" },
    });
    const offered = found.spec?.interfaces.map(({ binding, version }) => `${binding} ${version}`);
    expect(offered?.toSorted()).toEqual(["HTTP+JSON 0.3", "HTTP+JSON 1.0", "JSONRPC 0.3", "JSONRPC 1.0"]);
  });
});

describe("fetching a card", () => {
  it("takes the name that 0.3 began with when the current one is not there", async () => {
    pages.set("/old/.well-known/agent.json", { body: JSON.stringify(LEGACY) });
    const found = await fetchAgentCard(egress, `${base}/old`);
    expect(found.cardUrl).toBe(`${base}/old/.well-known/agent.json`);
    expect(found.spec?.interfaces).toEqual([
      { url: `${base}/rpc`, binding: "JSONRPC", version: "0.3" },
      { url: `${base}/rest`, binding: "HTTP+JSON", version: "0.3" },
      { url: `${base}/grpc`, binding: "GRPC", version: "0.3" },
    ]);
    expect(found.spec?.auth).toEqual({ type: "badge" });
    expect(found.spec?.card).toEqual(LEGACY);
  });

  it("refuses what is not there, no JSON, too large or elsewhere", async () => {
    pages.set("/html.json", { body: "<html>" });
    pages.set("/huge.json", { body: JSON.stringify({ filler: "x".repeat(1024 * 1024) }) });
    pages.set("/moved.json", { status: 302, headers: { location: "/html.json" }, body: "" });
    const codes = {
      absent: "upstream_error",
      html: "upstream_invalid",
      huge: "upstream_invalid",
      moved: "upstream_error",
    };
    for (const [name, code] of Object.entries(codes)) {
      await expect(fetchAgentCard(egress, `${base}/${name}.json`), name).rejects.toMatchObject({ code });
    }
    await expect(fetchAgentCard(egress, "http://169.254.169.254/")).rejects.toMatchObject({
      code: "egress_blocked",
    });
  });

  it("says whether its signature holds", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" };
    pages.set("/keys", { body: JSON.stringify({ keys: [jwk] }) });
    const sign = async (card: unknown, jku?: string) => {
      const jws = await new FlattenedSign(new TextEncoder().encode(canonicalJson(card)))
        .setProtectedHeader({ alg: "ES256", kid: "k1", typ: "JOSE", ...(jku ? { jku } : {}) })
        .sign(privateKey);
      return { protected: jws.protected, signature: jws.signature };
    };
    const signed = { ...LEGACY, signatures: [await sign(LEGACY, `${base}/keys`)] };
    pages.set("/signed.json", { body: JSON.stringify(signed) });
    pages.set("/tampered.json", { body: JSON.stringify({ ...signed, url: "https://evil.example" }) });
    pages.set("/unknown.json", { body: JSON.stringify({ ...LEGACY, signatures: [await sign(LEGACY)] }) });
    pages.set("/none.json", {
      body: JSON.stringify({
        ...LEGACY,
        signatures: [{ protected: base64url.encode('{"alg":"none","kid":"k1"}'), signature: "" }],
      }),
    });
    expect((await fetchAgentCard(egress, `${base}/signed.json`)).signature).toEqual({
      state: "verified",
      kid: "k1",
      keySource: base,
      thumbprint: await calculateJwkThumbprint(jwk),
      covered: LEGACY,
    });
    const tampered = await fetchAgentCard(egress, `${base}/tampered.json`);
    expect(tampered.signature).toEqual({ state: "invalid" });
    expect(tampered.spec).toBeUndefined();
    expect(tampered.problems).toContainEqual({
      severity: "error",
      message: "None of the card's signatures holds.",
    });
    expect((await fetchAgentCard(egress, `${base}/unknown.json`)).signature).toEqual({ state: "unverified" });
    expect((await fetchAgentCard(egress, `${base}/none.json`)).signature.state).not.toBe("verified");
  });
});

describe("a card that cannot be used", () => {
  const CASES: readonly (readonly [what: string, card: unknown])[] = [
    ["no object", []],
    ["no interfaces", { name: "x" }],
    [
      "gRPC only",
      {
        supportedInterfaces: [{ url: "https://a.example", protocolBinding: "GRPC", protocolVersion: "1.0" }],
      },
    ],
    [
      "a version of tomorrow",
      {
        supportedInterfaces: [
          { url: "https://a.example", protocolBinding: "JSONRPC", protocolVersion: "3.0" },
        ],
      },
    ],
    [
      "an address that is none",
      { supportedInterfaces: [{ url: "http://", protocolBinding: "JSONRPC", protocolVersion: "1.0" }] },
    ],
  ];
  it.each(CASES)("(%s) gives no spec and says why", (_what, card) => {
    const { spec, problems } = normalizeCard(card, "https://a.example/card.json");
    expect(spec).toBeUndefined();
    expect(problems.some(({ severity }) => severity === "error")).toBe(true);
  });

  it("leaves out an interface it does not know and keeps the others", () => {
    const supportedInterfaces = [
      { url: "https://a.example/x", protocolBinding: "CARRIER-PIGEON", protocolVersion: "1.0" },
      { url: "https://b.example/rpc", protocolBinding: "JSONRPC", protocolVersion: "1.0.1", tenant: "t" },
    ];
    const { spec, problems } = normalizeCard(
      { name: "x", supportedInterfaces },
      "https://a.example/card.json",
    );
    expect(spec?.interfaces).toEqual([
      { url: "https://b.example/rpc", binding: "JSONRPC", version: "1.0", tenant: "t" },
    ]);
    expect(problems.map(({ message }) => message).join(" ")).toContain("b.example");
  });
});
