import { Readable } from "node:stream";
import { MeshError } from "@/lib/core/errors";
import type { Hop } from "@/lib/gateway/call";
import { boundedEvents } from "./bounded-events";

/** `fetch` over a hop, for clients that take one: every request goes through the egress guard with the hop's credential. */
export function hopFetch(hop: Hop): typeof fetch {
  return async (input, init) => {
    const headers = Object.fromEntries(
      [...new Headers(init?.headers)].filter(([name]) => name !== "authorization"),
    );
    const response = await hop.send({
      method: init?.method ?? "GET",
      url: String(input),
      headers,
      ...(typeof init?.body === "string" ? { body: init.body } : {}),
    });
    if (response.status === 401 || response.status === 403 || response.status === 407) {
      response.body.destroy();
      throw new MeshError("upstream_error", "The agent refused the mesh's credential.");
    }
    const type = String(response.headers["content-type"] ?? "application/json");
    // Who did not ask for a stream would read one to its end, which need not exist.
    if (type.startsWith("text/event-stream") && headers.accept === "text/event-stream") {
      const stream = Readable.toWeb(response.body) as ReadableStream<Uint8Array>;
      return new Response(stream.pipeThrough(boundedEvents()), {
        status: response.status,
        headers: { "content-type": type },
      });
    }
    const text = await response.text();
    const empty = response.status === 204 || text === "";
    return new Response(empty ? null : text, { status: response.status, headers: { "content-type": type } });
  };
}
