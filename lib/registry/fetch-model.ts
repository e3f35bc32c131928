import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { trimEnd } from "@/lib/core/trim-end";
import type { Egress } from "@/lib/traffic/egress";
import type { ModelSpec } from "./kinds/model";

export interface FetchModelInput {
  api: ModelSpec["api"];
  /** Base address, as the vendor's SDK takes it. */
  url: string;
  /** What the endpoint calls the model. */
  model: string;
  /** Chosen by the registrar, or read from the model's name. */
  capabilities?: ModelSpec["capabilities"];
  auth: ModelSpec["auth"];
  price?: ModelSpec["price"];
  /** The credential that `auth` stands for, as request headers. Never part of the spec. */
  headers: Record<string, string>;
}

export interface FetchedModel {
  spec: ModelSpec;
  /** What the registrar should know and may accept. Empty when the endpoint lists the model. */
  problems: string[];
}

const DEADLINE_MS = 10_000;
const LIST_LIMIT_BYTES = 4 * 1024 * 1024;

/** Both vendors list models as `data` of objects with an `id`. */
const modelList = z.looseObject({ data: z.array(z.looseObject({ id: z.string().max(500) })).max(20_000) });

/**
 * Asks a model endpoint for its list of models and describes the one to register. Endpoints that keep no list, or do not name the model on it (aliases, deployments), are
 * accepted with a problem.
 * @throws MeshError `upstream_error` when the endpoint refuses the credential; `egress_blocked`, `upstream_unreachable`, `upstream_timeout`
 */
export async function fetchModel(egress: Egress, input: FetchModelInput): Promise<FetchedModel> {
  const { api, url, model, auth, price } = input;
  const spec: ModelSpec = {
    api,
    url: trimEnd(url, "/"),
    upstreamModel: model,
    capabilities: input.capabilities ?? [/embed/i.test(model) ? "embeddings" : "chat"],
    auth,
    ...(price ? { price } : {}),
  };
  if (spec.api === "anthropic" && spec.capabilities.includes("embeddings")) {
    throw new MeshError("invalid_request", "The anthropic format has no embeddings.");
  }
  const listed = await listedModels(egress, spec, input.headers);
  return { spec, problems: problemsOf(model, listed) };
}

function problemsOf(model: string, listed: readonly string[] | string): string[] {
  if (typeof listed === "string") return [listed];
  if (listed.includes(model)) return [];
  const names = listed.slice(0, 5).join(", ");
  return [`The endpoint does not list a model ${model}${names ? `; it lists ${names}` : ""}.`];
}

/** The ids on the endpoint's list, or why there is none. */
async function listedModels(
  egress: Egress,
  spec: ModelSpec,
  credential: Record<string, string>,
): Promise<string[] | string> {
  const anthropic = spec.api === "anthropic";
  const response = await egress.request({
    method: "GET",
    url: anthropic ? `${spec.url}/v1/models?limit=1000` : `${spec.url}/models`,
    headers: {
      accept: "application/json",
      ...(anthropic ? { "anthropic-version": "2023-06-01" } : {}),
      ...credential,
    },
    signal: AbortSignal.timeout(DEADLINE_MS),
    headersTimeoutMs: DEADLINE_MS,
  });
  const text = await boundedText(response.body);
  if (response.statusCode === 401 || response.statusCode === 403) {
    throw new MeshError("upstream_error", "The endpoint refuses the credential.", {
      detail: `status ${response.statusCode}`,
    });
  }
  if (response.statusCode !== 200) {
    return `The endpoint answers ${response.statusCode} when asked for its models, so the model could not be checked.`;
  }
  const parsed = modelList.safeParse(text === undefined ? undefined : jsonOf(text));
  if (!parsed.success)
    return "The endpoint's list of models cannot be read, so the model could not be checked.";
  return parsed.data.data.map(({ id }) => id);
}

/** The text, or undefined when it is longer than any list of models. */
async function boundedText(body: AsyncIterable<Buffer>): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of body) {
    total += chunk.length;
    if (total > LIST_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
