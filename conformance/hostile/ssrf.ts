import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eachOf, type Findings, type Part } from "./findings";
import { type Ask, ask, type Reply } from "./http";
import { INSIDE_ADDRESSES } from "./inside-addresses";
import type { Stage } from "./stage";

/** Somebody inside the network whom only the mesh could reach. */
interface Insider {
  port: number;
  /** Connections, whatever was said on them. */
  hits(): number;
  close(): Promise<void>;
}

const WIDTH = 8;

/**
 * Every place that takes an address, with every address that leads inside: refused, and nobody inside hears of it. The gateway runs as it does in production, without leave to call its own machine; what was registered
 * while it had that leave is not called either.
 */
export const ssrf: Part = async (stage, findings) => {
  await redirects(stage, findings);
  await stage.restart({ SIGNALBOX_EGRESS_LOOPBACK: "off" });
  const insider = await openInsider();
  const before = stage.upstream.hits.length;
  const cases = Object.entries(PLACES).flatMap(([name, place]) =>
    INSIDE_ADDRESSES.map((address) => ({
      name,
      place,
      address: address.replaceAll("PORT", String(insider.port)),
    })),
  );
  await eachOf(cases, WIDTH, async ({ name, place, address }) => {
    const reply = await ask(stage, place(address));
    findings.check(`ssrf/${name}/${address}`, isTurnedAway(reply), () => `${reply.status} ${reply.text}`);
  });
  const called = await ask(stage, CALL);
  findings.check("ssrf/registered before", called.status === 403, () => `${called.status} ${called.text}`);
  findings.check("ssrf/hits", insider.hits() === 0, () => `${insider.hits()} connections to the inside`);
  const upstream = stage.upstream.hits.length - before;
  findings.check("ssrf/hits on callees", upstream === 0, () => `${upstream} requests`);
  findings.figures["inside addresses x places"] = cases.length;
  await insider.close();
};

const JSON_TYPE = { "content-type": "application/json" };
const CALL: Ask = {
  method: "POST",
  path: "/v1/chat/completions",
  headers: JSON_TYPE,
  body: '{"model":"m","messages":[{"role":"user","content":"hello"}]}',
};

const post = (path: string, body: unknown): Ask => ({
  method: "POST",
  path,
  headers: { ...JSON_TYPE, "a2a-version": "1.0" },
  body: JSON.stringify(body),
});
const message = () => ({ messageId: crypto.randomUUID(), role: "ROLE_USER", parts: [{ text: "hello" }] });

const PLACES: Record<string, (url: string) => Ask> = {
  "agent card": (cardUrl) =>
    post("/api/v1/agents", { name: "inside", domain: "lab", cardUrl, auth: { type: "none" } }),
  "mcp server": (url) =>
    post("/api/v1/mcp-servers", { name: "inside", domain: "lab", url, auth: { type: "none" } }),
  model: (url) =>
    post("/api/v1/models", { name: "inside", domain: "lab", api: "openai", url, auth: { type: "none" } }),
  "push configuration": (url) =>
    post("/a2a/yes-agent", {
      jsonrpc: "2.0",
      id: 1,
      method: "SendMessage",
      params: { message: message(), configuration: { taskPushNotificationConfig: { url } } },
    }),
  "push configuration 0.3": (url) => ({
    ...post("/a2a/yes-agent", {
      jsonrpc: "2.0",
      id: 1,
      method: "message/send",
      params: {
        message: {
          kind: "message",
          messageId: crypto.randomUUID(),
          role: "user",
          parts: [{ kind: "text", text: "x" }],
        },
        configuration: { pushNotificationConfig: { url } },
      },
    }),
    headers: JSON_TYPE,
  }),
  "client id": (clientId) => ({
    method: "GET",
    path: `/oauth/authorize?${new URLSearchParams({ response_type: "code", client_id: clientId, redirect_uri: "https://app.example/cb", code_challenge: "x".repeat(43), code_challenge_method: "S256", state: "s" })}`,
  }),
};

/** An answer that says no; a redirect of the browser to the console or to an app is none. */
function isTurnedAway({ status, text }: Reply): boolean {
  return (status >= 400 && status < 500) || (status === 200 && /"error":\{"code":-3\d{4}/.test(text));
}

/** A callee that answers with a redirect leads nowhere, neither when it is looked at nor when it is called. */
async function redirects(stage: Stage, findings: Findings): Promise<void> {
  const insider = await openInsider();
  stage.upstream.redirectTo = `http://127.0.0.1:${insider.port}/`;
  const { url } = stage.upstream;
  const auth = { type: "none" };
  const asks: Record<string, Ask> = {
    "agent card": post("/api/v1/agents", { name: "led", domain: "lab", cardUrl: `${url}/away`, auth }),
    "mcp server": post("/api/v1/mcp-servers", { name: "led", domain: "lab", url: `${url}/away`, auth }),
    model: post("/api/v1/models", { name: "led", domain: "lab", api: "openai", url: `${url}/away`, auth }),
    "card that names the inside": post("/api/v1/agents", {
      name: "two-faced",
      domain: "lab",
      cardUrl: `${url}/two-faced/agent-card.json`,
      auth,
    }),
  };
  for (const one of Object.values(asks)) await ask(stage, one);
  for (const model of ["led"]) {
    const reply = await ask(stage, { ...CALL, body: JSON.stringify({ model, messages: [] }) });
    findings.check("ssrf/redirect at the call", reply.status === 502, () => `${reply.status} ${reply.text}`);
  }
  const led = await ask(
    stage,
    post("/a2a/two-faced", { jsonrpc: "2.0", id: 1, method: "SendMessage", params: { message: message() } }),
  );
  findings.check("ssrf/card that names the inside", isTurnedAway(led), () => `${led.status} ${led.text}`);
  findings.check("ssrf/redirects", insider.hits() === 0, () => `${insider.hits()} connections to the inside`);
  await insider.close();
}

async function openInsider(): Promise<Insider> {
  let hits = 0;
  const server = createServer((_req, res) => res.end("{}"));
  server.on("connection", () => hits++);
  // Without an address it listens on IPv6 and IPv4 alike.
  await new Promise<void>((done) => server.listen(0, done));
  return {
    port: (server.address() as AddressInfo).port,
    hits: () => hits,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
