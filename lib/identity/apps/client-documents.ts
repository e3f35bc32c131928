import { LRUCache } from "lru-cache";
import { z } from "zod";
import { MeshError, toMeshError } from "@/lib/core/errors";
import { parseJson } from "@/lib/core/parse-json";
import { serviceKey } from "@/lib/core/services";
import type { Egress } from "@/lib/traffic/egress";
import { fetchText } from "@/lib/traffic/fetch-text";
import { type App, appTitle } from "./app";
import { redirectUri } from "./redirect-uri";

/** Descriptions of apps whose client id is the address of their description (OAuth Client ID Metadata Document). */
export interface ClientDocuments {
  /** @throws MeshError `invalid_request` when there is no usable description; `rate_limited` when too many were asked for */
  read(clientId: string): Promise<App>;
}

export const clientDocumentsService = serviceKey<ClientDocuments>("clientDocuments");

const MAX_BYTES = 64 * 1024;
const DEADLINE_MS = 5000;
const KEEP_MS = 10 * 60_000;
/** A description that could not be had is not asked for again so soon. */
const KEEP_FAILURE_MS = 30_000;
const CACHE_SIZE = 1000;
/** Strangers choose these addresses: the mesh must be no tool to flood somebody with requests. */
const FETCHES_PER_MINUTE = 60;
const MAX_ID_CHARS = 200;

const document = z.object({
  client_id: z.string(),
  client_name: appTitle,
  redirect_uris: z.array(redirectUri).min(1).max(20),
  // A description is public, so a secret in it proves nothing; keys are not supported.
  token_endpoint_auth_method: z.literal("none").default("none"),
  grant_types: z.array(z.string()).default(["authorization_code"]),
});

/** Whether a client id is such an address: https with a path, spelt the one way that parsers agree on. */
export function isDocumentAddress(clientId: string): boolean {
  if (!clientId.startsWith("https://") || clientId.length > MAX_ID_CHARS) return false;
  let url: URL;
  try {
    url = new URL(clientId);
  } catch {
    return false;
  }
  return url.href === clientId && url.pathname !== "/" && !url.hash && !url.username && !url.password;
}

/** Reads descriptions through the egress guard and remembers them, and failures, for a while. */
export function openClientDocuments(egress: Egress): ClientDocuments {
  const known = new LRUCache<string, Promise<App>>({ max: CACHE_SIZE, ttl: KEEP_MS });
  const window = { endsAtMs: 0, fetches: 0 };
  return {
    read(clientId) {
      const reading = known.get(clientId);
      if (reading) return reading;
      assertRoom(window);
      const started = readDocument(egress, clientId);
      known.set(clientId, started);
      started.catch(() => known.set(clientId, started, { ttl: KEEP_FAILURE_MS }));
      return started;
    },
  };
}

function assertRoom(window: { endsAtMs: number; fetches: number }): void {
  const now = performance.now();
  if (now > window.endsAtMs) Object.assign(window, { endsAtMs: now + 60_000, fetches: 0 });
  if (++window.fetches > FETCHES_PER_MINUTE) {
    throw new MeshError("rate_limited", "Too many apps are being looked up. Try again in a minute.", {
      retryAfterMs: window.endsAtMs - now,
    });
  }
}

async function readDocument(egress: Egress, clientId: string): Promise<App> {
  let value: unknown;
  try {
    value = parseJson(await fetchText(egress, clientId, { maxBytes: MAX_BYTES, deadlineMs: DEADLINE_MS }));
  } catch (thrown) {
    throw unusable("it cannot be read", toMeshError(thrown));
  }
  const parsed = document.safeParse(value);
  if (!parsed.success) throw unusable(parsed.error.issues[0]?.message ?? "it has another form", parsed.error);
  const { client_id, client_name, redirect_uris, grant_types } = parsed.data;
  // Whoever can write a file somewhere must not be able to speak for another address.
  if (client_id !== clientId) throw unusable("it is about another client");
  if (!grant_types.includes("authorization_code")) throw unusable("it does not ask for authorization codes");
  return { clientId, title: client_name, redirectUris: redirect_uris, source: "document" };
}

function unusable(reason: string, cause?: unknown): MeshError {
  return new MeshError("invalid_request", `The app's description cannot be used: ${reason}`, { cause });
}
