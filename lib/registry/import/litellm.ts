import { trimEnd } from "@/lib/core/trim-end";
import type { ModelSpec } from "../kinds/model";
import { type ImportedAsset, type Importer, secretNote } from "./importer";
import { listIn, objectIn, type Path, type Reading, textIn } from "./reading";

/** Where providers answer whose models carry no address. */
const BASES: Record<string, { api: ModelSpec["api"]; url: string }> = {
  openai: { api: "openai", url: "https://api.openai.com/v1" },
  anthropic: { api: "anthropic", url: "https://api.anthropic.com" },
  mistral: { api: "openai", url: "https://api.mistral.ai/v1" },
  groq: { api: "openai", url: "https://api.groq.com/openai/v1" },
  deepseek: { api: "openai", url: "https://api.deepseek.com/v1" },
  openrouter: { api: "openai", url: "https://openrouter.ai/api/v1" },
};
const LIMITS = ["rpm", "tpm", "max_parallel_requests"];

/** LiteLLM's `config.yaml`: each entry of `model_list` becomes a model. */
export const litellm: Importer = {
  fits: (document) => listIn(document.model_list).some((one) => "litellm_params" in objectIn(one)),
  read(reading) {
    for (const settings of [
      "litellm_settings",
      "router_settings",
      "general_settings",
      "environment_variables",
    ])
      reading.take(
        [settings],
        "unsupported",
        "",
        "Settings of the proxy: limits, retries and access are assets and policies here.",
      );
    return listIn(reading.at(["model_list"])).flatMap((_entry, nth) => {
      const asset = modelOf(reading, ["model_list", nth]);
      return asset ? [asset] : [];
    });
  },
};

function modelOf(reading: Reading, at: Path): ImportedAsset | undefined {
  const name = textIn(reading.at([...at, "model_name"]), 200);
  const params = objectIn(reading.at([...at, "litellm_params"]));
  const full = textIn(params.model, 300);
  if (name.includes("*") || full.includes("*")) {
    reading.take(at, "manual", "", "A wildcard stands for models that are not named; register each one.");
    return undefined;
  }
  const slash = full.indexOf("/");
  const provider = slash > 0 ? full.slice(0, slash) : "openai";
  const upstreamModel = slash > 0 ? full.slice(slash + 1) : full;
  const own = textIn(params.api_base, 2000);
  const known = Object.hasOwn(BASES, provider) ? BASES[provider] : undefined;
  const url = URL.canParse(own) ? own : known?.url;
  if (!url || !upstreamModel) {
    reading.take(
      at,
      "manual",
      "",
      `${provider} is not called in the format of OpenAI or Anthropic at a known address; put a gateway of that format before it.`,
    );
    return undefined;
  }
  const param = (member: string) => [...at, "litellm_params", member];
  const secret = `${name}-key`;
  const api = known?.api ?? "openai";
  reading.take([...at, "model_name"], "exact", "name");
  reading.take(
    param("model"),
    known ? "exact" : "approximate",
    "model there",
    known ? "" : `${provider} is taken to speak the format of OpenAI.`,
  );
  reading.take(param("api_base"), "exact", "url");
  reading.take(param("api_key"), "manual", "auth", secretNote(secret));
  for (const limit of LIMITS) reading.take(param(limit), "manual", "", "Write it as an asset of kind limit.");
  for (const member of ["input_cost_per_token", "output_cost_per_token"]) {
    reading.take(param(member), "exact", "price");
    reading.take([...at, "model_info", member], "exact", "price");
  }
  reading.take([...at, "model_info", "mode"], "exact", "capabilities");
  const info = objectIn(reading.at([...at, "model_info"]));
  const price = priceOf({ ...info, ...params });
  const auth = authOf(params, api, secret);
  const capabilities = textIn(info.mode) === "embedding" ? ["embeddings"] : ["chat"];
  const spec = { api, url, upstreamModel, capabilities, auth, ...(price ? { price } : {}) };
  return { kind: "model", name, title: name, description: "", spec };
}

function authOf(params: Record<string, unknown>, api: ModelSpec["api"], secret: string): ModelSpec["auth"] {
  if (params.api_key === undefined) return { type: "none" };
  return api === "anthropic" ? { type: "header", header: "x-api-key", secret } : { type: "bearer", secret };
}

/** Per million tokens; undefined unless both prices can be written exactly. */
function priceOf(values: Record<string, unknown>): ModelSpec["price"] {
  const [input, output] = [values.input_cost_per_token, values.output_cost_per_token].map(perMillion);
  return input && output ? { currency: "USD", input, output } : undefined;
}

function perMillion(perToken: unknown): string | undefined {
  if (typeof perToken !== "number" || !(perToken >= 0)) return undefined;
  const text = trimEnd(trimEnd((perToken * 1_000_000).toFixed(6), "0"), ".");
  return Math.abs(Number(text) / 1_000_000 - perToken) < 1e-15 ? text : undefined;
}
