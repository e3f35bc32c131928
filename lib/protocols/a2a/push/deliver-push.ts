import type { PushConfigRow, PushDeliveryRow } from "@/db/queries/a2a-push";
import type { Mesh } from "@/lib/gateway/mesh";
import { openPushSecrets } from "./push-config";
import { signWebhook } from "./sign-webhook";

const DEADLINE_MS = 10_000;

/**
 * Sends one notification to the caller's webhook, once, with the credentials that the caller asked for.
 * @returns the HTTP status of the receiver
 * @throws MeshError `egress_blocked`, `upstream_unreachable`, `upstream_timeout`, `cancelled` after ten seconds
 */
export async function deliverPush(
  mesh: Mesh,
  config: PushConfigRow,
  delivery: PushDeliveryRow,
): Promise<number> {
  const { token, authentication } = openPushSecrets(mesh, config);
  const secret = token || authentication?.credentials;
  const headers: Record<string, string> = { "content-type": delivery.contentType };
  if (token) headers["x-a2a-notification-token"] = token;
  if (authentication?.credentials) {
    headers.authorization = `${authentication.scheme} ${authentication.credentials}`;
  }
  if (secret) Object.assign(headers, signWebhook(secret, delivery));
  const response = await mesh.egress.request({
    method: "POST",
    url: config.url,
    headers,
    body: delivery.body,
    signal: AbortSignal.timeout(DEADLINE_MS),
    headersTimeoutMs: DEADLINE_MS,
  });
  await response.body.dump({ limit: 64 * 1024 });
  return response.statusCode;
}
