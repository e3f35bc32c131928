import { Readable } from "node:stream";
import { MeshError } from "@/lib/core/errors";
import type { Egress } from "@/lib/traffic/egress";

/** Longest answer while a server is looked at for registration. */
const LIMIT_BYTES = 8 * 1024 * 1024;

/** `fetch` through the egress guard, for libraries that bring their own protocol. Redirects are returned, never followed. Only text bodies are sent. */
export function egressFetch(egress: Egress, signal: AbortSignal): typeof fetch {
  return async (input, init) => {
    const body = init?.body;
    if (body !== undefined && body !== null && typeof body !== "string") {
      throw new MeshError("internal", "The mesh failed to handle this request.", {
        detail: "only text bodies are sent",
      });
    }
    const {
      statusCode,
      headers,
      body: answered,
    } = await egress.request({
      method: init?.method ?? "GET",
      url: input instanceof Request ? input.url : String(input),
      headers: Object.fromEntries(new Headers(init?.headers)),
      signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal,
      ...(typeof body === "string" ? { body } : {}),
    });
    const sent = new Headers();
    for (const [name, value] of Object.entries(headers)) {
      for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) sent.append(name, one);
    }
    const empty = [101, 204, 205, 304].includes(statusCode);
    return new Response(empty ? null : bounded(answered), { status: statusCode, headers: sent });
  };
}

function bounded(body: Readable): ReadableStream<Uint8Array> {
  let total = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      total += chunk.byteLength;
      if (total > LIMIT_BYTES)
        controller.error(new MeshError("upstream_invalid", "The server's answer is too large."));
      else controller.enqueue(chunk);
    },
  });
  return (Readable.toWeb(body) as ReadableStream<Uint8Array>).pipeThrough(limit);
}
