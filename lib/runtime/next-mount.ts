import type { Hono } from "hono";
import { gatewayApp } from "./gateway-app";
import { getMesh } from "./get-mesh";

let app: Promise<Hono> | undefined;

/** The gateway as a Next.js route handler: for `next dev` and deployments that have no server of their own. The server answers these paths before Next.js sees them. */
async function handle(request: Request): Promise<Response> {
  app ??= getMesh().then(gatewayApp);
  return (await app).fetch(request);
}

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
