import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { MeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Client } from "@/lib/identity/client";
import { createFailureLimit } from "@/lib/identity/failure-limit";
import { introspectBadge } from "@/lib/identity/introspect-badge";
import { authenticateRequest } from "./authenticate-request";
import { grantBadge } from "./grant-badge";
import { authorizationServerMetadata } from "./metadata";
import type { OAuthDeps } from "./oauth-deps";
import { OAuthError, oauthErrorResponse } from "./oauth-error";
import { readForm, required } from "./read-form";
import { revokeRequested } from "./revoke-request";

const MAX_BODY_BYTES = 64 * 1024;

/** The token service: `/oauth/*` and its metadata under `/.well-known/oauth-authorization-server`. */
export function tokenService(deps: OAuthDeps): Hono {
  const app = new Hono();
  const limit = createFailureLimit();

  /** An endpoint for authenticated clients: reads the form, tells the client, answers without ever being cached. */
  const post = (
    path: string,
    answer: (client: Client, form: ReadonlyMap<string, string>) => Promise<unknown>,
  ) => {
    app.post(path, formLimit, async (c) => {
      const form = await readForm(c.req.raw);
      const authorization = c.req.header("authorization") ?? null;
      const client = await authenticateRequest(deps, limit, {
        authorization,
        form,
        path,
        remote: remoteOf(c),
      });
      return c.json((await answer(client, form)) as object, 200, NO_STORE);
    });
    app.all(path, () => notAllowed("POST"));
  };
  post("/oauth/token", (client, form) => grantBadge(deps, client, form));
  post("/oauth/introspect", (client, form) =>
    introspectBadge({ verifier: deps.verifier, issuer: deps.publicUrl }, client, required(form, "token")),
  );
  post("/oauth/revoke", async (client, form) => {
    await revokeRequested(deps, client, required(form, "token"));
    return {};
  });

  // Short enough that a key published ahead of its use is known everywhere before it signs.
  app.get("/oauth/jwks", (c) => c.json(deps.ring.jwks(), 200, { "cache-control": "public, max-age=60" }));
  app.get("/.well-known/oauth-authorization-server", (c) =>
    c.json(authorizationServerMetadata(deps.publicUrl), 200, { "cache-control": "public, max-age=300" }),
  );

  app.onError((thrown, c) => {
    if (!(thrown instanceof OAuthError)) {
      const err = toMeshError(thrown);
      if (err.code === "internal" || err.code === "unavailable") log.error({ err }, "token service");
    }
    return oauthErrorResponse(thrown, c.req.header("authorization") !== undefined);
  });
  return app;
}

const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" };

const formLimit = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new MeshError("payload_too_large", "The request is too large.");
  },
});

function notAllowed(allow: string): Response {
  return new Response(null, { status: 405, headers: { allow } });
}

/** The peer's address where the server tells it. Forwarded headers are not believed: anybody can write one. */
function remoteOf(c: Context): string | undefined {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return env?.incoming?.socket?.remoteAddress;
}
