import { Hono } from "hono";
import { errorResponse } from "@/lib/core/error-http";
import { isMeshError, MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { parseInput } from "@/lib/core/parse-input";
import { parseJson } from "@/lib/core/parse-json";
import { assertJson } from "@/lib/gateway/assert-json";
import { authenticate } from "@/lib/gateway/authenticate";
import { challengeHeaders } from "@/lib/gateway/challenge";
import type { Mesh } from "@/lib/gateway/mesh";
import { readBody } from "@/lib/gateway/read-body";
import type { Principal } from "@/lib/identity/principal";
import { evaluate } from "./evaluate";
import { evaluateAll } from "./evaluate-all";
import { evaluationRequest, evaluationsRequest } from "./evaluation.schema";

const DOOR = "/access/v1";
const NO_STORE = { "cache-control": "no-store" };

/** The policies in force as a decision point for others (OpenID AuthZEN Authorization API 1.0): the same rules that calls are ruled by, for systems that carry their calls themselves. */
export function authzenRoutes(mesh: Mesh): Hono {
  const app = new Hono();
  const { publicUrl, maxBodyBytes } = mesh.config;
  const post = (path: string, answer: (asker: Principal, body: unknown) => Promise<object>) => {
    app.post(path, async (c) => {
      const asker = await authenticate(mesh, c.req.raw);
      assertJson(c.req.raw.headers);
      return c.json(await answer(asker, parseJson(await readBody(c.req.raw, maxBodyBytes))), 200, NO_STORE);
    });
    app.all(path, () => {
      throw new MeshError("method_not_allowed", "This address takes POST.");
    });
  };
  // Section 10.1.3: the caller's id for the request comes back with the answer.
  app.use(`${DOOR}/*`, async (c, next) => {
    await next();
    const id = c.req.header("x-request-id");
    if (id !== undefined && /^[\x21-\x7e]{1,200}$/.test(id)) c.res.headers.set("x-request-id", id);
  });
  post(`${DOOR}/evaluation`, (asker, body) => evaluate(mesh, asker, parseInput(evaluationRequest, body)));
  post(`${DOOR}/evaluations`, (asker, body) =>
    evaluateAll(mesh, asker, parseInput(evaluationsRequest, body)),
  );
  app.get("/.well-known/authzen-configuration", (c) =>
    c.json({
      policy_decision_point: publicUrl,
      access_evaluation_endpoint: `${publicUrl}${DOOR}/evaluation`,
      access_evaluations_endpoint: `${publicUrl}${DOOR}/evaluations`,
    }),
  );
  app.onError((err) => {
    if (!isMeshError(err)) log.error({ err }, "a question about access failed inside the mesh");
    return errorResponse(err, challengeHeaders(publicUrl, DOOR, err));
  });
  return app;
}
