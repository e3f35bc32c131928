import { MeshError } from "@/lib/core/errors";
import { type Egress, upstreamError } from "./egress";

/**
 * Reads a small JSON document through the egress guard. Redirects are not followed.
 * @throws MeshError `egress_blocked`, `upstream_unreachable`, `upstream_timeout`, `upstream_error` for a status that is not 200, `upstream_invalid` for one that is too long
 */
export async function fetchText(
  egress: Egress,
  url: string,
  limits: { maxBytes: number; deadlineMs: number },
): Promise<string> {
  const signal = AbortSignal.timeout(limits.deadlineMs);
  const { statusCode, body } = await egress.request({
    method: "GET",
    url,
    headers: { accept: "application/json" },
    signal,
    headersTimeoutMs: limits.deadlineMs,
  });
  if (statusCode !== 200) {
    await body.dump({ limit: limits.maxBytes });
    throw new MeshError("upstream_error", `The address answered with HTTP status ${statusCode}.`);
  }
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > limits.maxBytes) throw new MeshError("upstream_invalid", "The document is too long.");
      chunks.push(chunk);
    }
  } catch (err) {
    throw err instanceof MeshError ? err : upstreamError(err, signal);
  }
  return Buffer.concat(chunks).toString("utf8");
}
