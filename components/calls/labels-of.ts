/** The labels that the task had when the call was ruled, out of what the policies saw. Read by hand: the browser draws this too, and carries no schema library. */
export function labelsOf(inputs: unknown): string[] {
  const { context } = (inputs ?? {}) as { context?: unknown };
  const { labels } = (context ?? {}) as { labels?: unknown };
  return Array.isArray(labels) ? labels.filter((label) => typeof label === "string") : [];
}
