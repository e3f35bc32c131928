import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { Hono } from "hono";
import { errorResponse } from "@/lib/core/error-http";
import { isMeshError, MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { authenticate } from "@/lib/gateway/authenticate";
import { challengeHeaders } from "@/lib/gateway/challenge";
import type { Mesh } from "@/lib/gateway/mesh";
import { operations } from "./operations";
import { operationsHandler } from "./operations-handler";
import { readRequest } from "./read-request";

const PREFIX = "/api/v1";

/** The management API: every operation as REST under `/api/v1`, described at `/api/v1/openapi.json`. */
export function apiRoutes(mesh: Mesh): Hono {
  const app = new Hono();
  const handler = operationsHandler(mesh.config.publicUrl, PREFIX);
  let document: Promise<string> | undefined;
  app.get(`${PREFIX}/openapi.json`, async (c) => {
    // Written once: it is long, and nobody needs a badge to ask for it.
    document ??= describeApi(mesh.config.publicUrl).then((described) => JSON.stringify(described));
    return c.body(await document, 200, { "content-type": "application/json" });
  });
  app.all(`${PREFIX}/*`, async (c) => {
    try {
      const principal = await authenticate(mesh, c.req.raw);
      const context = { principal, database: mesh.database, services: mesh.services };
      const request = await readRequest(c.req.raw, mesh.config.maxBodyBytes);
      const { matched, response } = await handler.handle(request, { prefix: PREFIX, context });
      if (!matched) throw new MeshError("not_found", "The management API has no such path.");
      // What the management API tells is for whoever asked, now (ASVS 14.3.2).
      response.headers.set("cache-control", "no-store");
      return response;
    } catch (err) {
      if (!isMeshError(err)) log.error({ err }, "a request of the management API failed inside the mesh");
      return errorResponse(err, challengeHeaders(mesh.config.publicUrl, PREFIX, err));
    }
  });
  return app;
}

function describeApi(publicUrl: string): Promise<unknown> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(operations, {
    info: { title: "Signalbox management API", version: "1" },
    servers: [{ url: `${publicUrl}${PREFIX}` }],
    security: [{ badge: [] }],
    components: {
      securitySchemes: {
        badge: {
          type: "oauth2",
          flows: {
            clientCredentials: {
              tokenUrl: `${publicUrl}/oauth/token`,
              scopes: { admin: "Management", mesh: "Calls" },
            },
          },
        },
      },
    },
  });
}
