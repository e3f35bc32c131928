import type { Hono } from "hono";
import type { Mesh } from "@/lib/gateway/mesh";
import { oauthDepsOf } from "./oauth-deps";
import { tokenService } from "./token-service";

/** The OAuth door of a mesh. */
export function oauthRoutes(deps: { mesh: Mesh }): Hono {
  return tokenService(oauthDepsOf(deps.mesh));
}
