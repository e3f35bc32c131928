import { Webhook } from "standardwebhooks";

/**
 * Headers of a signed webhook (Standard Webhooks 1.0): the receiver checks `HMAC-SHA256(key, "{id}.{timestamp}.{body}")` and that the time is near. The key is what both sides know:
 * the token of the push configuration, or its credentials where there is none. A text that starts with `whsec_` is base64 behind that, as the specification has it.
 */
export function signWebhook(
  secret: string,
  delivery: { id: string; body: string },
  now: Date = new Date(),
): Record<string, string> {
  return {
    "webhook-id": delivery.id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": webhookOf(secret).sign(delivery.id, now, delivery.body),
  };
}

/** Whether a signature holds and its time is within five minutes of ours. */
export function holdsSignature(secret: string, body: string, headers: Headers): boolean {
  try {
    webhookOf(secret).verify(body, Object.fromEntries(headers), { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

function webhookOf(secret: string): Webhook {
  if (secret.startsWith("whsec_")) {
    try {
      return new Webhook(secret);
    } catch {
      // A token that only looks like one.
    }
  }
  return new Webhook(Buffer.from(secret), { format: "raw" });
}
