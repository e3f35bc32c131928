import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { Agent, request } from "undici";
import type { Fault } from "./fault";
import { demand, quantile } from "./support/figures";
import { openLab } from "./support/lab";

const agent = new Agent({ connections: 256 });

export const fault: Fault = {
  id: "F15",
  what: "a thousand agents start at the same moment: each fetches a badge, the key set, a server's tools and the catalogue",
  guarantee:
    "nobody gets an error, and a server behind the mesh is asked for its list at most once by each (it may answer each caller differently)",
  async run({ quick }) {
    const agents = quick ? 100 : 1000;
    const tools = await startToolServer();
    const lab = await openLab();
    try {
      await lab.gateway.api("POST", "/mcp-servers", { name: "tools", domain: "lab", url: tools.url });
      await lab.gateway.api("POST", "/policies", {
        name: "tools",
        domain: "lab",
        text: '@id("tools") permit(principal, action, resource);',
      });
      const listedBefore = tools.listed();
      const { url } = lab.gateway;
      const operator = JSON.parse(readFileSync(join(lab.gateway.homeDir, "operator.json"), "utf8")) as Record<
        string,
        string
      >;
      const basic = `Basic ${btoa(`${operator.client_id}:${operator.client_secret}`)}`;
      const badgeMs: number[] = [];
      const allMs: number[] = [];
      const errors = new Map<string, number>();
      const ask = async (name: string, path: string, init: Parameters<typeof request>[1]) => {
        const response = await request(url + path, { ...init, dispatcher: agent });
        const text = await response.body.text();
        const failed = response.statusCode !== 200 || text.includes('"error"');
        if (failed)
          errors.set(
            `${name} ${response.statusCode}`,
            (errors.get(`${name} ${response.statusCode}`) ?? 0) + 1,
          );
        return text;
      };
      await Promise.all(
        Array.from({ length: agents }, async () => {
          const startedAt = performance.now();
          const form = { authorization: basic, "content-type": "application/x-www-form-urlencoded" };
          const token = await ask("badge", "/oauth/token", {
            method: "POST",
            headers: form,
            body: "grant_type=client_credentials",
          });
          badgeMs.push(performance.now() - startedAt);
          const authorization = `Bearer ${(JSON.parse(token) as { access_token?: string }).access_token}`;
          await ask("keys", "/oauth/jwks", { method: "GET" });
          await ask("tools", "/mcp/tools", {
            method: "POST",
            headers: {
              authorization,
              "content-type": "application/json",
              accept: "application/json, text/event-stream",
              "mcp-protocol-version": "2025-06-18",
            },
            body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} }),
          });
          await ask("catalogue", "/api/v1/domains", { method: "GET", headers: { authorization } });
          allMs.push(performance.now() - startedAt);
        }),
      );
      const listed = tools.listed() - listedBefore;
      const failed = [...errors].map(([what, count]) => `${what}: ${count}`).join(", ");
      const problems: string[] = [];
      demand(problems, errors.size === 0, `errors: ${failed}`);
      demand(problems, listed <= agents, `the tool server was asked ${listed} times for its list`);
      return {
        figures: {
          agents,
          "badge p50 ms": quantile(badgeMs, 0.5),
          "badge p99 ms": quantile(badgeMs, 0.99),
          "ready p99 ms": quantile(allMs, 0.99),
          "lists asked of the server": listed,
        },
        problems,
      };
    } finally {
      await lab.close();
      await tools.close();
    }
  },
};

/** A tool server without sessions that counts how often it is asked for its list. */
async function startToolServer(): Promise<{ url: string; listed(): number; close(): Promise<void> }> {
  let listed = 0;
  const answer = (method: string, version: unknown) => {
    if (method === "initialize")
      return {
        protocolVersion: version ?? "2025-06-18",
        capabilities: { tools: {} },
        serverInfo: { name: "tools", version: "1" },
      };
    if (method !== "tools/list") return {};
    listed += 1;
    return { tools: [{ name: "look", description: "Looks.", inputSchema: { type: "object" } }] };
  };
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      if (req.method !== "POST") return void res.writeHead(405).end();
      const message = JSON.parse(Buffer.concat(chunks).toString()) as {
        id?: number;
        method: string;
        params?: { protocolVersion?: string };
      };
      if (message.id === undefined) return void res.writeHead(202).end();
      const known = ["initialize", "tools/list", "ping"].includes(message.method);
      const outcome = known
        ? { result: answer(message.method, message.params?.protocolVersion) }
        : { error: { code: -32601, message: "unknown" } };
      res.setHeader("content-type", "application/json");
      res.end(JSON.stringify({ jsonrpc: "2.0", id: message.id, ...outcome }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}/mcp`,
    listed: () => listed,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
