import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import type { AgentSpec } from "@/lib/registry/kinds/agent";

export interface ScriptedAgent {
  spec: AgentSpec;
  /** What it does with the next requests, given the parsed body. */
  onRequest: (res: ServerResponse, body: { id?: unknown; method?: string }, req: IncomingMessage) => void;
}

/** A bare HTTP server in the place of an agent, for what no SDK would send: broken streams, wrong ids, HTML. */
export function scriptedAgent(version: "1.0" | "0.3" = "1.0"): () => ScriptedAgent {
  let agent: ScriptedAgent | undefined;
  const server = createServer(async (req, res) => {
    let body = "";
    for await (const chunk of req) body += String(chunk);
    agent?.onRequest(res, body === "" ? {} : JSON.parse(body), req);
  });
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const spec: AgentSpec = {
      card: { name: "Scripted" },
      cardUrl: `${url}/card.json`,
      interfaces: [{ url, binding: "JSONRPC", version }],
      skills: [],
      streaming: true,
      pushNotifications: false,
      auth: { type: "none" },
    };
    agent = { spec, onRequest: (res) => void res.writeHead(500).end() };
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return () => {
    if (!agent) throw new Error("the agent is ready only inside a test");
    return agent;
  };
}

/** Headers of an event stream. */
export const EVENTS = { "content-type": "text/event-stream" } as const;

/** One event that answers a JSON-RPC request. */
export function answerEvent(id: unknown, result: unknown): string {
  return `data: ${JSON.stringify({ jsonrpc: "2.0", id, result })}\n\n`;
}
