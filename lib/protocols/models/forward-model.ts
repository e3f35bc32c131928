import { MeshError } from "@/lib/core/errors";
import { trimEnd } from "@/lib/core/trim-end";
import type { Answer, Hop, HopResponse } from "@/lib/gateway/call";
import type { ModelSpec } from "@/lib/registry/kinds/model";
import { answerHeaders } from "./answer-headers";
import type { Dialect, Endpoint, ModelRequest } from "./dialect";
import { translated, unchanged } from "./event-pass";
import { passStream } from "./pass-stream";
import { objectOf } from "./provider-values";
import { replaceMembers } from "./replace-members";
import { translateError } from "./translate/translate-error";
import type { Translation } from "./translate/translation";

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

/** The same use of a model in the other vendor's format. */
export interface TranslatedForward extends ModelForward {
  translation: Translation;
  translated: Record<string, unknown>;
}

/**
 * Sends a request to a model's endpoint under the endpoint's own model name and turns the reply into an answer with its usage.
 * @throws MeshError `upstream_error` when the endpoint refuses the mesh's credential, `upstream_invalid` for an answer that is not JSON
 */
export async function forwardModel(
  hop: Hop<"model">,
  call: ModelForward | TranslatedForward,
): Promise<Answer> {
  const { spec } = hop.asset;
  const translation = "translation" in call ? call.translation : undefined;
  const response = await hop.send({ method: "POST", ...requestOf(spec, call) });
  if (response.status === 401 || response.status === 403) throw refusedCredential(response);
  const headers = answerHeaders(response.headers);
  if (translation) nameRequest(headers);
  if (response.status < 400 && headers["content-type"]?.startsWith("text/event-stream")) {
    const requestBytes = Buffer.byteLength(call.text);
    const upstream = translation?.dialect ?? call.dialect;
    const reader = upstream.streamReader({
      body: call.body,
      requestBytes,
      upstreamModel: spec.upstreamModel,
    });
    const pass = translation ? translated(reader, translation.stream(call.body)) : unchanged(reader);
    return {
      kind: "stream",
      status: response.status,
      headers: { ...headers, "cache-control": "no-cache" },
      body: passStream(response, pass, call.dialect, hop.signal),
      upstreamStatus: response.status,
      usage: () => reader.usage(),
      failure: () => reader.failure(),
    };
  }
  return await wholeAnswer(response, headers, call, spec.upstreamModel);
}

function requestOf(spec: ModelSpec, call: ModelForward | TranslatedForward) {
  const type = { "content-type": "application/json" };
  if ("translation" in call) {
    const { dialect, endpoint } = call.translation;
    return {
      url: endpointUrl(spec.url, endpoint.path, ""),
      headers: { ...dialect.requestHeaders(new Headers()), ...type },
      body: JSON.stringify(call.translated),
    };
  }
  const { dialect, endpoint, body } = call;
  return {
    url: endpointUrl(spec.url, endpoint.path, call.query),
    headers: { ...call.headers, ...type },
    body: replaceMembers(call.text, {
      model: JSON.stringify(spec.upstreamModel),
      ...dialect.replacements(body, endpoint),
    }),
  };
}

/** Each SDK reads the provider's request id under its own vendor's name. */
function nameRequest(headers: Record<string, string>): void {
  const id = headers["request-id"] ?? headers["x-request-id"];
  if (id === undefined) return;
  headers["request-id"] = id;
  headers["x-request-id"] = id;
}

async function wholeAnswer(
  response: HopResponse,
  headers: Record<string, string>,
  call: ModelForward | TranslatedForward,
  upstreamModel: string,
): Promise<Answer> {
  const text = await response.text(ANSWER_LIMIT_BYTES);
  const parsed = parsedOf(text);
  const translation = "translation" in call ? call.translation : undefined;
  const base = { kind: "whole", status: response.status, headers, body: text } as const;
  if (response.status >= 400) {
    const said = translation ? translateError(call.dialect.protocol, response.status, parsed) : undefined;
    // Both vendors, and those who copy their formats, put it there.
    const told = objectOf(objectOf(parsed)?.error)?.message;
    const why = typeof told === "string" ? `: ${told.slice(0, 500)}` : ".";
    const message = `The model endpoint answered ${response.status}${why}`;
    const failure = { code: "upstream_error", message } as const;
    return { ...(said ? asJson(base, said) : base), upstreamStatus: response.status, failure };
  }
  const object = objectOf(parsed);
  if (!object) {
    throw new MeshError("upstream_invalid", "The model endpoint's answer is not a JSON object.");
  }
  const usage = (translation?.dialect ?? call.dialect).usageOf(object, upstreamModel);
  const answer = translation ? asJson(base, translation.answer(object)) : base;
  return { ...answer, upstreamStatus: response.status, ...(usage ? { usage } : {}) };
}

function asJson<T extends { headers: Record<string, string> }>(base: T, body: object) {
  return {
    ...base,
    headers: { ...base.headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
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
  if (!base.includes("?")) return `${trimEnd(base, "/")}${path}${query}`;
  // Some providers keep an API version in the query of the base address.
  const url = new URL(base);
  url.pathname = trimEnd(url.pathname, "/") + path;
  return url.href;
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
