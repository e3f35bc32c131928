/** The revision without sessions: every request carries its own envelope. */
export const MODERN_REVISION = "2026-07-28";

/** Revisions with `initialize` and sessions over Streamable HTTP, newest first. */
export const SESSION_REVISIONS = [
  "2025-11-25",
  "2025-06-18",
  "2025-03-26",
  "2024-11-05",
  "2024-10-07",
] as const;

/** What a request without the header speaks (2025-11-25, Transports, Protocol Version Header). */
export const DEFAULT_SESSION_REVISION = "2025-03-26";

/** Revisions are dates, so they compare as text; a later one than we know is still of the modern generation. */
export function namesModernEra(revision: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(revision) && revision >= MODERN_REVISION;
}

export function isSessionRevision(revision: string): boolean {
  return (SESSION_REVISIONS as readonly string[]).includes(revision);
}

/** JSON-RPC batches were part of the protocol up to 2025-03-26. */
export function allowsBatches(revision: string): boolean {
  return isSessionRevision(revision) && revision <= "2025-03-26";
}

/** The generations that a registered server answers. */
export function erasOf(revisions: readonly string[]): { modern: boolean; session: string | undefined } {
  const session = SESSION_REVISIONS.find((revision) => revisions.includes(revision));
  return { modern: revisions.includes(MODERN_REVISION), session };
}
