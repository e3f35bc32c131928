import { MeshError } from "@/lib/core/errors";
import { lookalike } from "@/lib/core/lookalike";
import { parseJson } from "@/lib/core/parse-json";
import { answerResponse } from "@/lib/gateway/answer-response";
import { assertJson } from "@/lib/gateway/assert-json";
import type { CallIntent } from "@/lib/gateway/call";
import { governCall } from "@/lib/gateway/govern-call";
import { readInbound } from "@/lib/gateway/inbound";
import type { Mesh } from "@/lib/gateway/mesh";
import { readBody } from "@/lib/gateway/read-body";
import type { Asset } from "@/lib/registry/asset";
import { authenticateCaller } from "./authenticate-caller";
import type { Dialect, Endpoint, ModelRequest } from "./dialect";
import { forwardModel, type ModelForward, type TranslatedForward } from "./forward-model";
import { refuse } from "./refuse";
import { translationTo } from "./translate/translations";

const MAX_NAME = 200;
const MAX_KEY = 255;

/** One governed use of a model: whatever happens is answered in the dialect's own envelope. */
export async function callModel(
  mesh: Mesh,
  request: Request,
  dialect: Dialect,
  endpoint: Endpoint,
): Promise<Response> {
  try {
    const principal = await authenticateCaller(mesh, request);
    assertJson(request.headers);
    const text = await readBody(request, mesh.config.maxBodyBytes);
    const intent = intentOf(mesh, request, dialect, endpoint, text);
    return await answerResponse(await governCall(mesh, principal, intent, readInbound(request)), request);
  } catch (err) {
    return refuse(mesh, dialect, err);
  }
}

function intentOf(
  mesh: Mesh,
  request: Request,
  dialect: Dialect,
  endpoint: Endpoint,
  text: string,
): CallIntent<"model"> {
  const body = modelRequest(text);
  const key = request.headers.get("idempotency-key");
  if (key !== null && (key === "" || key.length > MAX_KEY)) {
    throw new MeshError("invalid_request", `The idempotency key must have 1 to ${MAX_KEY} characters.`);
  }
  const operation = mesh.registry.current().find("model", body.model)?.spec.upstreamModel;
  // The only query that either vendor's SDK sends.
  const query = request.url.endsWith("?beta=true") ? "?beta=true" : "";
  const headers = dialect.requestHeaders(request.headers);
  const forward = { dialect, endpoint, text, body, headers, query };
  return {
    protocol: dialect.protocol,
    method: endpoint.method,
    action: "useModel",
    callee: { kind: "model", name: body.model },
    ...(operation ? { operation } : {}),
    arguments: constrainable(body),
    payload: { contentType: "application/json", body: text },
    ...(key === null ? {} : { idempotencyKey: key }),
    precheck(asset) {
      refuseMismatch(asset, dialect, endpoint);
      // What cannot be translated is refused before anything is admitted.
      translatedFor(asset, forward);
    },
    forward: (hop) => forwardModel(hop, translatedFor(hop.asset, forward)),
  };
}

function modelRequest(text: string): ModelRequest {
  const body = parseJson(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new MeshError("invalid_request", "The body must be a JSON object.");
  }
  const other = lookalike(body as Record<string, unknown>, RULED);
  if (other) {
    throw new MeshError("invalid_request", `${other.member} could be taken for ${other.name}; send that.`);
  }
  const { model } = body as { model?: unknown };
  if (typeof model !== "string" || model === "" || model.length > MAX_NAME) {
    const issues = [{ path: "model", message: `a text of 1 to ${MAX_NAME} characters` }];
    throw new MeshError("invalid_request", "`model` must name a model of the mesh.", { issues });
  }
  return body as ModelRequest;
}

/** What policies see of a request, and what the mesh itself puts there. */
const RULED = ["model", "stream", "stream_options", "max_tokens", "max_completion_tokens", "tools"];

/** Settings that policies may bound; conversations are not among them. */
function constrainable(body: ModelRequest): Record<string, unknown> {
  const args: Record<string, unknown> = { stream: body.stream === true };
  // Which of the two counts is up to the endpoint, so it is the larger that is ruled.
  const limits = [body.max_completion_tokens, body.max_tokens].filter(isWhole);
  if (limits.length > 0) args.max_tokens = Math.max(...limits);
  if (Array.isArray(body.tools)) args.tools = body.tools.length;
  return args;
}

function translatedFor(asset: Asset<"model">, forward: ModelForward): ModelForward | TranslatedForward {
  const { api, upstreamModel } = asset.spec;
  const translation = api === forward.dialect.protocol ? undefined : translationTo(api, forward.endpoint);
  if (!translation) return forward;
  return { ...forward, translation, translated: translation.request(forward.body, upstreamModel) };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function refuseMismatch(asset: Asset<"model">, dialect: Dialect, endpoint: Endpoint): void {
  const { api, capabilities } = asset.spec;
  if (api !== dialect.protocol && !translationTo(api, endpoint)) {
    const path = api === "anthropic" ? "/v1/messages" : "/v1/chat/completions";
    throw new MeshError(
      "unsupported_operation",
      `${asset.name} speaks the ${api} format, which has no ${endpoint.method}.`,
      {
        remedy: { message: `This model can be called at ${path}.` },
      },
    );
  }
  if (!capabilities.includes(endpoint.capability)) {
    throw new MeshError("unsupported_operation", `${asset.name} does not serve ${endpoint.capability}.`, {
      remedy: { message: `This model serves ${capabilities.join(" and ")}.` },
    });
  }
}
