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
 * @throws FetchError
 */
export async function fetchJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, {
    headers: { accept: "application/json" },
    ...(signal ? { signal } : {}),
  });
  if (response.ok) return (await response.json()) as T;
  const body = (await response.json().catch(() => undefined)) as { error?: PublicError } | undefined;
  throw new FetchError(
    response.status,
    body?.error?.message ?? "The console did not answer as expected.",
    response.headers.get("x-request-id") ?? undefined,
  );
}
