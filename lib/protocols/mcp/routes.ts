import { Hono } from "hono";
import { RESOURCE_METADATA, resourceMetadata } from "@/lib/gateway/challenge";
import type { Mesh } from "@/lib/gateway/mesh";
import type { MeshTool } from "@/lib/protocols/api/mesh-tool";
import { aggregateDoor } from "./aggregate/aggregate-door";
import { handleDoor } from "./handle-door";
import { doorPath } from "./resource-metadata";
import { serverDoor } from "./server-door";
import { openState } from "./state";

/**
 * The MCP doors: `/mcp/{server}` for each registered server, `/mcp` for everything that the caller may use, and their protected resource metadata (RFC 9728).
 * @param meshTools the mesh's own tools, offered at `/mcp`
 */
export function mcpRoutes(mesh: Mesh, meshTools: readonly MeshTool[] = []): Hono {
  const app = new Hono();
  const state = openState(mesh);
  app.all("/mcp/:server", (c) => handleDoor(state, c.req.raw, c.req.param("server"), serverDoor));
  app.all("/mcp", (c) => handleDoor(state, c.req.raw, undefined, aggregateDoor(meshTools)));
  const { publicUrl } = mesh.config;
  app.get(`${RESOURCE_METADATA}/mcp/:server`, (c) => {
    const server = c.req.param("server");
    return c.json(resourceMetadata(publicUrl, doorPath(server), `Signalbox: ${server}`));
  });
  app.get(`${RESOURCE_METADATA}/mcp`, (c) =>
    c.json(resourceMetadata(publicUrl, doorPath(undefined), "Signalbox")),
  );
  app.get(RESOURCE_METADATA, (c) => c.json(resourceMetadata(publicUrl, "", "Signalbox")));
  return app;
}
