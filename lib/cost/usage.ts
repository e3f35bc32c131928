/**
 * Tokens of one call as the provider counted them. `inputTokens` holds every input token, the ones read from and written to the provider's cache included; `outputTokens` holds
 * the reasoning tokens. Whole numbers, never negative.
 */
export interface Usage {
  model: string;
  inputTokens: number;
  outputTokens: number;
  cachedInputTokens?: number;
  cacheWriteTokens?: number;
  /** Those of `cacheWriteTokens` that the provider keeps for an hour. */
  longCacheWriteTokens?: number;
  reasoningTokens?: number;
  /** As the provider names it: `default`, `flex`, `batch`. */
  serviceTier?: string;
  /** Set when the provider did not say: a stream that was cut, counted from what went through the mesh. */
  estimated?: true;
}
