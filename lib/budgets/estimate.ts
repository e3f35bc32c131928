import type { Asset } from "@/lib/registry/asset";
import type { Estimate } from "./claims";

/** A token of text has seldom fewer bytes. */
const BYTES_PER_TOKEN = 3;
/** Where neither the request nor the model says how long an answer may be. */
export const USUAL_OUTPUT_TOKENS = 4096;
const MOST_TOKENS = 1_000_000_000;

/** Methods without an answer of tokens, and those that are not paid at all. */
const WITHOUT_ANSWER = new Set(["embeddings"]);
const FREE = new Set(["messages.count_tokens"]);

/** What a call to an asset may come to: its request as tokens, and the longest answer that it asks for. Only models count tokens. */
export function estimateCall(asset: Asset, { method, body }: { method: string; body: string }): Estimate {
  if (asset.kind !== "model" || FREE.has(method))
    return { price: undefined, inputTokens: 0, outputTokens: 0 };
  const { price, limits } = (asset as Asset<"model">).spec;
  const inputTokens = Math.ceil(Buffer.byteLength(body) / BYTES_PER_TOKEN);
  if (WITHOUT_ANSWER.has(method)) return { price, inputTokens, outputTokens: 0 };
  return {
    price,
    inputTokens,
    outputTokens: askedOutput(body) ?? limits?.maxOutputTokens ?? USUAL_OUTPUT_TOKENS,
  };
}

/** As the OpenAI and Anthropic APIs name it; several answers are paid each. */
function askedOutput(body: string): number | undefined {
  const request = parsed(body);
  if (!request) return undefined;
  const asked = request.max_completion_tokens ?? request.max_output_tokens ?? request.max_tokens;
  if (!isCount(asked)) return undefined;
  return Math.min(asked * (isCount(request.n) ? request.n : 1), MOST_TOKENS);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MOST_TOKENS;
}

function parsed(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
