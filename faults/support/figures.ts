/** The value below which this share of the samples lies, rounded to a tenth. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return Math.round(value * 10) / 10;
}

/** Adds a sentence to the problems unless something holds. */
export function demand(problems: string[], holds: boolean, otherwise: string): void {
  if (!holds) problems.push(otherwise);
}
