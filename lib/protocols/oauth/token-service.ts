import { type Context, Hono } from "hono";
import { toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Client } from "@/lib/identity/client";
import { createFailureLimit } from "@/lib/identity/failure-limit";
import { introspectBadge } from "@/lib/identity/introspect-badge";
import { verifyProof } from "@/lib/identity/verify-proof";
import { authenticateRequest } from "./authenticate-request";
import { authorizeDoor } from "./authorize/authorize-door";
import { grantBadge } from "./grant-badge";
import { authorizationServerMetadata } from "./metadata";
import type { OAuthDeps } from "./oauth-deps";
import { OAuthError, oauthErrorResponse } from "./oauth-error";
import { readForm, required } from "./read-form";
import { registerDoor } from "./register-door";
import { revokeRequested } from "./revoke-request";

/** The token service: `/oauth/*` and its metadata under `/.well-known/oauth-authorization-server`. */
export function tokenService(deps: OAuthDeps): Hono {
  const app = new Hono();
  const limit = createFailureLimit();
  const registrations = createFailureLimit();
  const { publicUrl } = deps;
  /** An endpoint for clients: reads the form, tells the client, answers without ever being cached. */
  const post = (
    path: string,
    answer: (client: Client, form: ReadonlyMap<string, string>, request: Request) => Promise<unknown>,
  ) => {
    app.post(path, async (c) => {
      const form = await readForm(c.req.raw);
      const authorization = c.req.header("authorization") ?? null;
      const client = await authenticateRequest(deps, limit, {
        authorization,
        form,
        path,
        remote: remoteOf(c),
      });
      return c.json((await answer(client, form, c.req.raw)) as object, 200, NO_STORE);
    });
    app.all(path, () => notAllowed("POST"));
  };

  post("/oauth/token", async (client, form, request) =>
    grantBadge(deps, client, form, await provenKey(deps, request)),
  );
  post("/oauth/introspect", (client, form) => {
    assertProven(client);
    return introspectBadge({ verifier: deps.verifier, issuer: publicUrl }, client, required(form, "token"));
  });
  post("/oauth/revoke", async (client, form) => {
    await revokeRequested(deps, client, required(form, "token"));
    return {};
  });
  app.get("/oauth/authorize", (c) => authorizeDoor(deps, c.req.raw));
  app.all("/oauth/authorize", () => notAllowed("GET"));
  app.post("/oauth/register", async (c) =>
    c.json(await registerDoor(deps, registrations, c.req.raw, remoteOf(c)), 201, NO_STORE),
  );
  app.all("/oauth/register", () => notAllowed("POST"));
  // Short enough that a key published ahead of its use is known everywhere before it signs.
  app.get("/oauth/jwks", (c) => c.json(deps.ring.jwks(), 200, { "cache-control": "public, max-age=60" }));
  app.get("/.well-known/oauth-authorization-server", (c) =>
    c.json(authorizationServerMetadata(deps), 200, { "cache-control": "public, max-age=300" }),
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

/** The key that the client proves to hold, if it sends a proof (RFC 9449 section 5). */
async function provenKey(deps: OAuthDeps, request: Request): Promise<string | undefined> {
  const proof = request.headers.get("dpop");
  if (proof === null) return undefined;
  const { origin, pathname } = new URL("/oauth/token", deps.publicUrl);
  return verifyProof(deps.database.db, proof, { method: "POST", path: pathname, origins: [origin] });
}

/** RFC 7662 section 2.1: an id that everybody may know proves nothing, and must not let anybody try out tokens. */
function assertProven(client: Client): void {
  if (client.authentication.length === 0)
    throw new OAuthError("unauthorized_client", "Only clients that prove themselves may ask.");
}

function notAllowed(allow: string): Response {
  return new Response(null, { status: 405, headers: { allow } });
}

/** The peer's address where the server tells it. Forwarded headers are not believed: anybody can write one. */
function remoteOf(c: Context): string | undefined {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return env?.incoming?.socket?.remoteAddress;
}
