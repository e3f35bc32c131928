import { type Context, Hono } from "hono";
import { errorResponse } from "@/lib/core/error-http";
import { challengeHeaders } from "@/lib/gateway/challenge";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";
import { aiCatalog } from "./ai-catalog";
import { readerOf } from "./listed-assets";
import { listServers, listServerVersions, readServerVersion } from "./mcp-registry";

const SERVERS = "/v0.1/servers";
const MAX_AGE_S = 60;

/**
 * Documents by which programs find what is on the mesh: the AI catalog and the MCP registry's API, read only. They answer whoever asks; with a badge they say more.
 */
export function discoveryRoutes(mesh: Mesh): Hono {
  const app = new Hono();
  const served =
    (read: (c: Context, reader: Principal | undefined) => Promise<unknown>, type = "application/json") =>
    async (c: Context) => {
      try {
        const reader = await readerOf(mesh, c.req.raw);
        return c.body(JSON.stringify(await read(c, reader)), 200, {
          "content-type": type,
          "cache-control": reader ? "private, no-store" : `public, max-age=${MAX_AGE_S}`,
          vary: "Authorization",
        });
      } catch (err) {
        return errorResponse(err, challengeHeaders(mesh.config.publicUrl, "/api/v1", err));
      }
    };
  const param = (c: Context, name: string) => c.req.param(name) ?? "";
  app.get(
    "/.well-known/ai-catalog.json",
    served((_c, reader) => aiCatalog(mesh, reader), "application/ai-catalog+json"),
  );
  app.get(
    SERVERS,
    served((c, reader) => listServers(mesh, reader, c.req.query())),
  );
  app.get(
    `${SERVERS}/:name/versions`,
    served((c, reader) => listServerVersions(mesh, reader, param(c, "name"))),
  );
  app.get(
    `${SERVERS}/:name/versions/:version`,
    served((c, reader) => readServerVersion(mesh, reader, param(c, "name"), param(c, "version"))),
  );
  return app;
}
