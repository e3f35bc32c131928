import type { PublicError } from "@/lib/core/error-http";

/** A refusal of the console's own API, with what is needed to ask about it. */
export class FetchError extends Error {
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(status: number, message: string, requestId: string | undefined) {
    super(message);
    this.name = "FetchError";
    this.status = status;
    this.requestId = requestId;
  }
}

/**
 * Reads JSON from the console's own API. The shape is the server's: both sides are built from the same schema.
 * @param body JSON of a question that is longer than an address may be
 * @throws FetchError
 */
export async function fetchJson<T>(path: string, signal?: AbortSignal, body?: string): Promise<T> {
  const response = await fetch(path, {
    headers: { accept: "application/json", ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { method: "POST", body } : {}),
    ...(signal ? { signal } : {}),
  });
  if (response.ok) return (await response.json()) as T;
  const answer = (await response.json().catch(() => undefined)) as { error?: PublicError } | undefined;
  throw new FetchError(
    response.status,
    answer?.error?.message ?? "The console did not answer as expected.",
    response.headers.get("x-request-id") ?? undefined,
  );
}
