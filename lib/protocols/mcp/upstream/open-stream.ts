import { finished } from "node:stream";
import { MeshError } from "@/lib/core/errors";
import type { HopRequest, HopResponse } from "@/lib/gateway/call";
import type { Mesh } from "@/lib/gateway/mesh";

/** How long a callee may be silent on a stream that waits for people or for events, in milliseconds. */
export const PATIENCE_MS = 600_000;
const TEXT_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Sends a request whose answer may pause for long: a stream of events, or a call whose callee asks a person something. The pipeline's own sender gives up after a minute of silence.
 * @param headers the hop's own, with the mesh's credential for the callee
 */
export async function openStream(
  mesh: Mesh,
  request: HopRequest,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HopResponse> {
  const {
    statusCode,
    headers: answered,
    body,
  } = await mesh.egress.request({
    method: request.method,
    url: request.url,
    headers: { ...request.headers, ...headers },
    signal,
    bodyTimeoutMs: PATIENCE_MS,
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  // A body that nobody reads must not keep its error unhandled.
  finished(body, () => {});
  return {
    status: statusCode,
    headers: answered,
    body,
    text: (limit = TEXT_LIMIT_BYTES) => textOf(body, limit),
  };
}

async function textOf(body: AsyncIterable<Buffer>, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of body) {
    total += chunk.length;
    if (total > limit) throw new MeshError("upstream_invalid", "The callee's answer is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
