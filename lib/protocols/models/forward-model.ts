import { MeshError } from "@/lib/core/errors";
import type { Answer, Hop, HopResponse } from "@/lib/gateway/call";
import { answerHeaders } from "./answer-headers";
import type { Dialect, Endpoint, ModelRequest } from "./dialect";
import { passStream } from "./pass-stream";
import { objectOf } from "./provider-values";
import { replaceMembers } from "./replace-members";

/** Two thousand embeddings of three thousand dimensions as text. */
const ANSWER_LIMIT_BYTES = 128 * 1024 * 1024;

export interface ModelForward {
  dialect: Dialect;
  endpoint: Endpoint;
  /** As received. */
  text: string;
  body: ModelRequest;
  headers: Record<string, string>;
  /** With its question mark, or empty. */
  query: string;
}

/**
 * Sends a request to a model's endpoint under the endpoint's own model name and turns the reply into an answer with its usage.
 * @throws MeshError `upstream_error` when the endpoint refuses the mesh's credential, `upstream_invalid` for an answer that is not JSON
 */
export async function forwardModel(hop: Hop<"model">, call: ModelForward): Promise<Answer> {
  const { dialect, endpoint, body } = call;
  const { spec } = hop.asset;
  const response = await hop.send({
    method: "POST",
    url: endpointUrl(spec.url, endpoint.path, call.query),
    headers: { ...call.headers, "content-type": "application/json" },
    body: replaceMembers(call.text, {
      model: JSON.stringify(spec.upstreamModel),
      ...dialect.replacements(body, endpoint),
    }),
  });
  if (response.status === 401 || response.status === 403) throw refusedCredential(response);
  const headers = answerHeaders(response.headers);
  if (response.status < 400 && headers["content-type"]?.startsWith("text/event-stream")) {
    const requestBytes = Buffer.byteLength(call.text);
    const reader = dialect.streamReader({ body, requestBytes, upstreamModel: spec.upstreamModel });
    return {
      kind: "stream",
      status: response.status,
      headers: { ...headers, "cache-control": "no-cache" },
      body: passStream(response, reader, dialect, hop.signal),
      upstreamStatus: response.status,
      usage: () => reader.usage(),
      failure: () => reader.failure(),
    };
  }
  return await wholeAnswer(response, headers, dialect, spec.upstreamModel);
}

async function wholeAnswer(
  response: HopResponse,
  headers: Record<string, string>,
  dialect: Dialect,
  upstreamModel: string,
): Promise<Answer> {
  const text = await response.text(ANSWER_LIMIT_BYTES);
  const parsed = parsedOf(text);
  const base = { kind: "whole", status: response.status, headers, body: text } as const;
  if (response.status >= 400) {
    // Both vendors, and those who copy their formats, put it there.
    const said = objectOf(objectOf(parsed)?.error)?.message;
    const why = typeof said === "string" ? `: ${said.slice(0, 500)}` : ".";
    const message = `The model endpoint answered ${response.status}${why}`;
    return { ...base, upstreamStatus: response.status, failure: { code: "upstream_error", message } };
  }
  const object = objectOf(parsed);
  if (!object) {
    throw new MeshError("upstream_invalid", "The model endpoint's answer is not a JSON object.");
  }
  const usage = dialect.usageOf(object, upstreamModel);
  return { ...base, upstreamStatus: response.status, ...(usage ? { usage } : {}) };
}

/** To a caller a 401 would mean that its own badge is bad; and providers repeat parts of a refused key in their message. */
function refusedCredential(response: HopResponse): MeshError {
  response.body.destroy();
  return new MeshError("upstream_error", "The model endpoint refused the mesh's credential.", {
    detail: `status ${response.status}`,
    remedy: { message: "Ask an operator of the mesh to renew the credential of this model." },
  });
}

function endpointUrl(base: string, path: string, query: string): string {
  if (!base.includes("?")) return `${base.replace(/\/+$/, "")}${path}${query}`;
  // Some providers keep an API version in the query of the base address.
  const url = new URL(base);
  url.pathname = url.pathname.replace(/\/+$/, "") + path;
  return url.href;
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
