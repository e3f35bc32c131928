import { type Context, Hono } from "hono";
import { authenticate } from "@/lib/gateway/authenticate";
import { resourceMetadata } from "@/lib/gateway/challenge";
import type { Mesh } from "@/lib/gateway/mesh";
import { serveCard } from "./card/serve-card";
import { challengeOf, doorPath, METADATA_PATH } from "./challenge";
import { type Door, doorOf } from "./door";
import { governOperation } from "./govern-operation";
import { checkHeaders } from "./negotiate";
import type { Binding, Generation, Operation } from "./operation";
import type { CourierTimes } from "./push/push-courier";
import { receivePush } from "./push/receive-push";
import { readHttpJson } from "./read-http-json";
import { readJsonRpc } from "./read-json-rpc";
import { errorToResponse, type Wire } from "./render-error";

/** The A2A door: every agent at `/a2a/{agent}` in both generations and bindings, its card, and the mesh's own webhook. @param times how push notifications are repeated */
export function a2aRoutes(mesh: Mesh, times?: CourierTimes): Hono {
  const door = doorOf(mesh, times);
  const app = new Hono();
  app.get(METADATA_PATH, (c) => {
    const agent = agentOf(c);
    return c.json(resourceMetadata(mesh.config.publicUrl, doorPath(agent), `Signalbox: ${agent}`));
  });
  app.get("/a2a/:agent/.well-known/agent-card.json", (c) => serveCard(door, agentOf(c), c.req.raw));
  app.get("/a2a/:agent/.well-known/agent.json", (c) => serveCard(door, agentOf(c), c.req.raw));
  app.post("/a2a/:agent/push/:hook", (c) =>
    receivePush(door, agentOf(c), c.req.param("hook") ?? "", c.req.raw),
  );
  const jsonRpc = (c: Context) => serve(door, c, "JSONRPC");
  app.post("/a2a/:agent", jsonRpc);
  app.post("/a2a/:agent/", jsonRpc);
  const httpJson = (c: Context) => serve(door, c, "HTTP+JSON");
  app.get("/a2a/:agent/*", httpJson);
  app.post("/a2a/:agent/*", httpJson);
  app.delete("/a2a/:agent/*", httpJson);
  return app;
}

/** Reads, authenticates, governs; whatever goes wrong is told in the terms of the request as far as they are known by then. */
async function serve(door: Door, c: Context, binding: Binding): Promise<Response> {
  const agent = agentOf(c);
  const request = c.req.raw;
  const wire: Wire = { binding, generation: supposedGeneration(request, binding), rpcId: null };
  try {
    checkHeaders(request, wire);
    const principal = await authenticate(door.mesh, request);
    const operation = await read(door, c, agent, wire);
    return await governOperation(door, principal, operation, request);
  } catch (err) {
    return errorToResponse(err, wire, challengeOf(door.mesh.config.publicUrl, agent));
  }
}

function read(door: Door, c: Context, agent: string, wire: Wire): Promise<Operation> {
  const { maxBodyBytes } = door.mesh.config;
  if (wire.binding === "JSONRPC") return readJsonRpc(c.req.raw, agent, maxBodyBytes, wire);
  // The path as sent: ids are decoded one by one, so that an encoded slash stays inside its id.
  const path = new URL(c.req.raw.url).pathname.split("/").slice(3).join("/");
  return readHttpJson(c.req.raw, agent, `/${path}`, maxBodyBytes);
}

/** In which terms to tell an error that comes before the request is read. */
function supposedGeneration(request: Request, binding: Binding): Generation {
  if (binding === "HTTP+JSON") return /^[^?]*\/a2a\/[^/]+\/v1\//.test(request.url) ? "0.3" : "1.0";
  return request.headers.has("a2a-version") ? "1.0" : "0.3";
}

function agentOf(c: Context): string {
  return c.req.param("agent") ?? "";
}
