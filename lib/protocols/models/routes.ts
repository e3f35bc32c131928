import { Hono } from "hono";
import { MeshError } from "@/lib/core/errors";
import type { Mesh } from "@/lib/gateway/mesh";
import { anthropicDialect, COUNT_TOKENS, MESSAGES } from "@/lib/protocols/anthropic/anthropic-dialect";
import { anthropicModel, anthropicModelList } from "@/lib/protocols/anthropic/anthropic-models";
import { CHAT_COMPLETIONS, EMBEDDINGS, openaiDialect } from "@/lib/protocols/openai/openai-dialect";
import { openaiModel, openaiModelList } from "@/lib/protocols/openai/openai-models";
import { authenticateCaller } from "./authenticate-caller";
import { callModel } from "./call-model";
import type { Dialect, Endpoint } from "./dialect";
import { findModel, listModels } from "./list-models";
import { refuse } from "./refuse";

const ENDPOINTS: readonly [path: string, dialect: Dialect, endpoint: Endpoint][] = [
  ["/v1/chat/completions", openaiDialect, CHAT_COMPLETIONS],
  ["/v1/embeddings", openaiDialect, EMBEDDINGS],
  ["/v1/messages", anthropicDialect, MESSAGES],
  ["/v1/messages/count_tokens", anthropicDialect, COUNT_TOKENS],
];

/** The doors to models, in the formats of both vendors. */
export function modelRoutes(mesh: Mesh): Hono {
  const app = new Hono();
  for (const [path, dialect, endpoint] of ENDPOINTS) {
    app.post(path, (c) => callModel(mesh, c.req.raw, dialect, endpoint));
    app.all(path, () =>
      refuse(mesh, dialect, new MeshError("method_not_allowed", "This address takes POST.")),
    );
  }
  app.get("/v1/models", (c) => models(mesh, c.req.raw, undefined));
  app.get("/v1/models/:name{.+}", (c) => models(mesh, c.req.raw, c.req.param("name")));
  app.all("/v1/*", (c) =>
    refuse(
      mesh,
      dialectOf(c.req.raw),
      new MeshError("not_found", "The mesh serves no such address for models."),
    ),
  );
  return app;
}

/** The models that the caller may use, or one of them, in the shape of the SDK that asks. */
async function models(mesh: Mesh, request: Request, name: string | undefined): Promise<Response> {
  const dialect = dialectOf(request);
  const anthropic = dialect.protocol === "anthropic";
  try {
    const principal = await authenticateCaller(mesh, request);
    if (name === undefined) {
      const assets = listModels(mesh, principal, dialect.protocol);
      return Response.json(anthropic ? anthropicModelList(assets) : openaiModelList(assets));
    }
    const asset = findModel(mesh, principal, dialect.protocol, name);
    if (!asset) throw new MeshError("not_found", "There is no such model.");
    return Response.json(anthropic ? anthropicModel(asset) : openaiModel(asset));
  } catch (err) {
    return refuse(mesh, dialect, err);
  }
}

/** Anthropic's SDK sends its version header with every request. */
function dialectOf(request: Request): Dialect {
  return request.headers.has("anthropic-version") ? anthropicDialect : openaiDialect;
}
