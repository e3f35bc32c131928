import { type Context, Hono } from "hono";
import { resourceMetadata } from "@/lib/gateway/challenge";
import type { Mesh } from "@/lib/gateway/mesh";
import { serveCard } from "./card/serve-card";
import { doorPath, METADATA_PATH } from "./challenge";
import { doorOf } from "./door";
import { governOperation } from "./govern-operation";
import type { Binding } from "./operation";
import type { CourierTimes } from "./push/push-courier";
import { receivePush } from "./push/receive-push";
import { serveRequest } from "./serve-request";

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
  const serve = (binding: Binding) => (c: Context) => {
    const agent = agentOf(c);
    return serveRequest(
      {
        mesh,
        agent,
        path: doorPath(agent),
        answer: (principal, operation, request) => governOperation(door, principal, operation, request),
      },
      c.req.raw,
      binding,
    );
  };
  const jsonRpc = serve("JSONRPC");
  app.post("/a2a/:agent", jsonRpc);
  app.post("/a2a/:agent/", jsonRpc);
  const httpJson = serve("HTTP+JSON");
  app.get("/a2a/:agent/*", httpJson);
  app.post("/a2a/:agent/*", httpJson);
  app.delete("/a2a/:agent/*", httpJson);
  return app;
}

function agentOf(c: Context): string {
  return c.req.param("agent") ?? "";
}
