import { Hono } from "hono";
import { errorResponse } from "@/lib/core/error-http";
import { isMeshError, MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { authenticate, authenticateAgain } from "@/lib/gateway/authenticate";
import type { Mesh } from "@/lib/gateway/mesh";
import { ownAgentRoutes } from "@/lib/protocols/a2a/own/routes";
import { a2aRoutes } from "@/lib/protocols/a2a/routes";
import { apiRoutes } from "@/lib/protocols/api/api-routes";
import { auditRoutes } from "@/lib/protocols/audit/routes";
import { authzenRoutes } from "@/lib/protocols/authzen/routes";
import { discoveryRoutes } from "@/lib/protocols/discovery/routes";
import { eventRoutes } from "@/lib/protocols/events/routes";
import { mcpRoutes } from "@/lib/protocols/mcp/routes";
import { modelRoutes } from "@/lib/protocols/models/routes";
import { resourceMetadataRoutes } from "@/lib/protocols/oauth/resource-metadata";
import { oauthRoutes } from "@/lib/protocols/oauth/routes";
import { healthRoutes } from "./health-routes";
import { meshTools } from "./mesh-tools";

/** Paths of the gateway plane; everything else is the console's. */
const GATEWAY_PATHS =
  /^\/(a2a|mcp|v1|v0\.1|oauth|audit\/(?:checkpoint|tile|key|proof|consistency|export)|events|api\/v1|access|healthz|readyz|metrics|\.well-known)(\/|$)/;

/** Whether a request belongs to the gateway plane. */
export function isGatewayPath(pathname: string): boolean {
  return GATEWAY_PATHS.test(pathname);
}

/** Every protocol door of the gateway plane as one app; a console replica has none that carry calls. The server runs it in front of Next.js; route handlers under `app/` mount the same. */
export function gatewayApp(mesh: Mesh): Hono {
  const app = new Hono();
  const deps = {
    mesh,
    authenticate: (request: Request) => authenticate(mesh, request),
    authenticateAgain: (request: Request) => authenticateAgain(mesh, request),
  };
  app.route("/", healthRoutes(mesh));
  if (mesh.config.role !== "console") {
    app.route("/", modelRoutes(mesh));
    const tools = meshTools(mesh);
    app.route("/", ownAgentRoutes(mesh, tools));
    app.route("/", a2aRoutes(mesh));
    app.route("/", mcpRoutes(mesh, tools));
    app.route("/", oauthRoutes(deps));
    app.route("/", authzenRoutes(mesh));
  }
  app.route("/", discoveryRoutes(mesh));
  app.route("/", resourceMetadataRoutes(mesh.config.publicUrl));
  app.route("/", auditRoutes(deps));
  app.route("/", eventRoutes(deps));
  app.route("/", apiRoutes(mesh));
  app.notFound(() => errorResponse(new MeshError("not_found", "There is nothing at this path.")));
  app.onError((err) => {
    if (!isMeshError(err)) log.error({ err }, "a request failed inside the mesh");
    return errorResponse(err);
  });
  return app;
}
