import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import {
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
} from "@modelcontextprotocol/server";
import { crmServer } from "./crm-server";
import { openStore } from "./open-store";
import { badgeCheck, type Trust } from "./require-badge";

export interface CrmTools {
  /** Address of the MCP endpoint. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the CRM's tools on loopback. Tools answer only to badges of the trusted mesh; the list of tools is public, so that they can be registered.
 * @param options.trust undefined lets everyone in
 */
export async function startCrmTools(options: {
  dataDir: string;
  port?: number;
  trust?: Trust;
}): Promise<CrmTools> {
  const crm = openStore(options.dataDir);
  const handler = createMcpHandler(() => crmServer(crm));
  const isTrusted = options.trust ? badgeCheck(options.trust) : undefined;

  const fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname === "/healthz") return new Response("ok");
    if (pathname !== "/mcp") return new Response("Not found", { status: 404 });
    const rejected =
      hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
      originValidationResponse(request, localhostAllowedOrigins());
    if (rejected) return rejected;
    if (isTrusted && (await callsTool(request)) && !(await isTrusted(request))) {
      const challenge = { "www-authenticate": 'Bearer error="invalid_token"' };
      return new Response("A badge of the mesh is needed.", { status: 401, headers: challenge });
    }
    return await handler.fetch(request);
  };

  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const started = serve({ fetch, port: options.port ?? 0, hostname: "127.0.0.1" }, () => resolve(started));
    started.once("error", reject);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async close() {
      await handler.close();
      await new Promise<void>((done) => {
        server.close(() => done());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      crm.close();
    },
  };
}

/** Batches are looked into as well: one call among harmless messages is still a call. */
async function callsTool(request: Request): Promise<boolean> {
  if (request.method !== "POST") return false;
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  return [body]
    .flat()
    .some((message) => (message as { method?: unknown } | undefined)?.method === "tools/call");
}
