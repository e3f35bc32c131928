import { createHmac } from "node:crypto";

/**
 * Headers of a signed webhook (Standard Webhooks 1.0): the receiver checks `HMAC-SHA256(key, "{id}.{timestamp}.{body}")` and that the time is near. The key is what both sides know:
 * the token of the push configuration, or its credentials where there is none. A text that starts with `whsec_` is base64 behind that, as the specification has it.
 */
export function signWebhook(
  secret: string,
  delivery: { id: string; body: string },
  now: Date = new Date(),
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : Buffer.from(secret);
  const signature = createHmac("sha256", key)
    .update(`${delivery.id}.${timestamp}.${delivery.body}`)
    .digest("base64");
  return {
    "webhook-id": delivery.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}
