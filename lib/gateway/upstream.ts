import type { Dispatcher } from "undici";
import { isMeshError, MeshError } from "@/lib/core/errors";
import { calleeAudience } from "@/lib/identity/audiences";
import { keyRingService } from "@/lib/identity/key-ring";
import { mintHopBadge } from "@/lib/identity/mint-badge";
import type { Principal } from "@/lib/identity/principal";
import { secretsService } from "@/lib/identity/secrets";
import type { Asset } from "@/lib/registry/asset";
import type { UpstreamAuth } from "@/lib/registry/kinds/upstream-auth";
import { upstreamError } from "@/lib/traffic/egress";
import type { HopRequest, HopResponse } from "./call";
import type { Mesh } from "./mesh";
import type { Trace } from "./trace";

const ANSWER_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * The headers that every request of this hop carries: the mesh's credential for the callee, trace context, and the call's id and depth. The caller's own credential is not
 * among them (MCP authorization: no token passthrough).
 */
export async function hopHeaders(
  mesh: Mesh,
  principal: Principal,
  asset: Asset,
  trace: Trace,
  callId: string,
): Promise<Record<string, string>> {
  const headers: Record<string, string> = {
    traceparent: `00-${trace.traceId}-${trace.spanId}-01`,
    "signalbox-call-id": callId,
    ...(trace.tracestate ? { tracestate: trace.tracestate } : {}),
  };
  const auth: UpstreamAuth | undefined = "auth" in asset.spec ? asset.spec.auth : undefined;
  switch (auth?.type) {
    case undefined:
    case "none":
      return headers;
    case "badge": {
      const mint = { ring: mesh.services.get(keyRingService), issuer: mesh.config.publicUrl };
      const audience = calleeAudience(mesh.config.publicUrl, asset.kind as "agent", asset.name);
      headers.authorization = `Bearer ${mintHopBadge(mint, principal, audience)}`;
      return headers;
    }
    case "bearer":
      headers.authorization = `Bearer ${await mesh.services.get(secretsService).get(auth.secret)}`;
      return headers;
    case "header":
      headers[auth.header.toLowerCase()] = await mesh.services.get(secretsService).get(auth.secret);
      return headers;
    default:
      return auth satisfies never;
  }
}

/** Sends one request of a hop through the egress guard. */
export async function sendUpstream(
  mesh: Mesh,
  request: HopRequest,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HopResponse> {
  const response = await withRetries(mesh, request.url, signal, () =>
    mesh.egress.request({
      method: request.method,
      url: request.url,
      headers: { ...request.headers, ...headers },
      signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    }),
  );
  // A body that is never read must not keep its error unhandled or its connection open.
  response.body.on("error", () => {});
  if (response.statusCode > 599) {
    response.body.destroy();
    throw new MeshError("upstream_invalid", "The callee answered with a status that HTTP does not know.");
  }
  if (response.statusCode >= 300 && response.statusCode < 400) {
    response.body.destroy();
    throw new MeshError(
      "upstream_invalid",
      "The callee answered with a redirect, which the mesh does not follow.",
    );
  }
  return {
    status: response.statusCode,
    headers: response.headers,
    body: response.body,
    text: (limitBytes = ANSWER_LIMIT_BYTES) => readAll(response, limitBytes, signal),
  };
}

/** Errors after which it is certain that not a byte reached the callee. */
const NEVER_SENT = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN"]);
const MAX_RETRIES = 2;
const RETRY_MS = 50;

/** Tries again what was certainly never sent, such as to a callee that is just being started again. Anything else could act twice. Waits with full jitter, within the origin's budget. */
async function withRetries<T>(
  mesh: Mesh,
  url: string,
  signal: AbortSignal,
  send: () => Promise<T>,
): Promise<T> {
  const origin = URL.canParse(url) ? new URL(url).origin : url;
  mesh.retryBudget.deposit(origin);
  for (let retries = 0; ; retries++) {
    try {
      return await send();
    } catch (err) {
      const again = isMeshError(err) && NEVER_SENT.has(err.detail ?? "") && !signal.aborted;
      if (!again || retries >= MAX_RETRIES || !mesh.retryBudget.withdraw(origin)) throw err;
      await new Promise((done) => setTimeout(done, Math.random() * RETRY_MS * 2 ** retries));
    }
  }
}

async function readAll(
  { body, headers }: Dispatcher.ResponseData,
  limitBytes: number,
  signal: AbortSignal,
): Promise<string> {
  const announced = Number(headers["content-length"] ?? Number.NaN);
  if (announced > limitBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    // With a length the HTTP client itself holds the sender to it.
    if (announced <= limitBytes) return await body.text();
    for await (const chunk of body as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > limitBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (err) {
    throw err instanceof MeshError ? err : upstreamError(err, signal);
  }
  return (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString("utf8");
}

function tooLarge(): MeshError {
  return new MeshError("upstream_invalid", "The callee's answer is too large.");
}
