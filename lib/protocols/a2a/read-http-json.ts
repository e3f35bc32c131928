import { MeshError } from "@/lib/core/errors";
import { parseJson } from "@/lib/core/parse-json";
import { A2aError, invalidParams } from "./errors";
import { type HttpJsonRoute, matchHttpJsonRoute } from "./http-json-routes";
import { askedExtensions } from "./negotiate";
import { asObject, type JsonObject, type Operation } from "./operation";
import { readText } from "./read-json-rpc";

/** Query parameters that are passed on. All others are dropped: one named `id` could make an agent serve another task than the path names. */
const QUERY_NUMBERS = ["historyLength", "pageSize"] as const;
const QUERY_TEXTS = ["contextId", "status", "pageToken", "statusTimestampAfter"] as const;

/**
 * Reads a request of the HTTP+JSON binding (A2A 1.0 section 11, and its 0.3 form below `/v1`), whose headers have been checked.
 * @param path what follows the agent's address, starting with a slash
 * @throws A2aError, MeshError `not_found` for an address that is none
 */
export async function readHttpJson(
  request: Request,
  agent: string,
  path: string,
  maxBytes: number,
): Promise<Operation> {
  const route = matchHttpJsonRoute(request.method, path);
  const body = request.method === "POST" ? await readText(request, maxBytes) : "";
  const params = {
    ...parseParams(body),
    ...(request.method === "GET" ? queryParams(request.url, route.generation) : {}),
  };
  addPathParams(params, route);
  return {
    agent,
    method: route.method,
    generation: route.generation,
    binding: "HTTP+JSON",
    params,
    rpcId: null,
    body,
    extensions: askedExtensions(request.headers, route.generation),
  };
}

/** An empty body and `null` (sent by clients that marshal nothing) mean no parameters. */
function parseParams(body: string): JsonObject {
  if (body.trim() === "") return {};
  let parsed: unknown;
  try {
    parsed = parseJson(body, { maxDepth: 64 });
  } catch (cause) {
    const message = cause instanceof MeshError ? cause.message : "The body is not valid JSON.";
    throw new A2aError("PARSE_ERROR", "invalid_request", message, { cause });
  }
  if (parsed === null) return {};
  const params = asObject(parsed);
  if (!params) throw invalidParams("The body must be an object.");
  return params;
}

/** What the path says holds; a body that says otherwise is refused rather than overruled, so that nobody downstream can read it differently. */
function addPathParams(params: JsonObject, route: HttpJsonRoute): void {
  for (const [name, value] of Object.entries(route.params)) {
    if (params[name] !== undefined && params[name] !== "" && params[name] !== value) {
      throw invalidParams(`The path and the body name a different ${name}.`);
    }
    params[name] = value;
  }
}

function queryParams(url: string, generation: string): JsonObject {
  const at = url.indexOf("?");
  if (at === -1) return {};
  const query = new URLSearchParams(url.slice(at + 1));
  const params: JsonObject = {};
  for (const name of QUERY_NUMBERS) {
    const text =
      query.get(name) ??
      (generation === "0.3" && name === "historyLength" ? query.get("history_length") : null);
    if (text === null || text === "") continue;
    if (!/^\d{1,9}$/.test(text)) throw invalidParams(`${name} must be a whole number.`);
    params[name] = Number(text);
  }
  for (const name of QUERY_TEXTS) {
    const text = query.get(name);
    if (text) params[name] = text;
  }
  const includeArtifacts = query.get("includeArtifacts");
  if (includeArtifacts !== null) params.includeArtifacts = includeArtifacts === "true";
  return params;
}
