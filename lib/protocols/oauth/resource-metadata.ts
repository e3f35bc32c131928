import { Hono } from "hono";
import { RESOURCE_METADATA, resourceMetadata } from "@/lib/gateway/challenge";

/** Doors that are one resource each; agents and MCP servers tell about themselves. */
const DOORS = {
  "/v1": "models",
  "/api/v1": "management",
  "/events": "events",
  "/audit": "audit log",
  "/access/v1": "decisions",
};

/** Protected resource metadata of the doors that are no agent and no MCP server (RFC 9728). */
export function resourceMetadataRoutes(publicUrl: string): Hono {
  const app = new Hono();
  for (const [door, name] of Object.entries(DOORS)) {
    app.get(`${RESOURCE_METADATA}${door}`, (c) =>
      c.json(resourceMetadata(publicUrl, door, `Signalbox: ${name}`), 200, {
        "cache-control": "public, max-age=300",
      }),
    );
  }
  return app;
}
