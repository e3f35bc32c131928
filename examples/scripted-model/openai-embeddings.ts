import { createHash } from "node:crypto";
import { z } from "zod";
import { countTokens } from "./count-tokens";

const DEFAULT_DIMENSIONS = 256;

export const embeddingsRequest = z.looseObject({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1).max(2048)]),
  dimensions: z.number().int().min(1).max(4096).nullish(),
  encoding_format: z.enum(["float", "base64"]).nullish(),
});

export type EmbeddingsRequest = z.infer<typeof embeddingsRequest>;

/** One vector for each input: hashed words, so that texts that share words lie near each other. */
export function embeddings(request: EmbeddingsRequest): Record<string, unknown> {
  const inputs = typeof request.input === "string" ? [request.input] : request.input;
  const tokens = inputs.reduce((sum, text) => sum + countTokens(text), 0);
  const data = inputs.map((text, index) => {
    const vector = embed(text, request.dimensions ?? DEFAULT_DIMENSIONS);
    const embedding =
      request.encoding_format === "base64" ? Buffer.from(vector.buffer).toString("base64") : [...vector];
    return { object: "embedding", index, embedding };
  });
  return {
    object: "list",
    data,
    model: request.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** A vector of length 1. Each word adds or takes one at the place that its hash names. */
export function embed(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [""]) {
    const hash = createHash("sha256").update(word).digest();
    const at = hash.readUInt32LE(0) % dimensions;
    vector[at] = (vector[at] ?? 0) + ((hash[4] ?? 0) & 1 ? 1 : -1);
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
