/** A token count as a provider states it; undefined for anything but a whole number from zero up. */
export function countOf(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

/** A member that should be an object, as one. */
export function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** About how many tokens a request of so many bytes has. Only for streams that were cut before the provider counted. */
export function estimateInput(requestBytes: number): number {
  return Math.ceil(requestBytes / 4);
}
