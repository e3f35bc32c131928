import { z } from "zod";
import type { TrafficOptions } from "./options";

const reply = z.object({ access_token: z.string(), expires_in: z.number() });
const TIMEOUT_MS = 10_000;
const RENEW_BEFORE_MS = 90_000;

/** A badge of the traffic client, renewed while it still outlives a task. */
export function badgeSource(options: Pick<TrafficOptions, "meshUrl" | "client">): () => Promise<string> {
  let current: Promise<{ token: string; endsAtMs: number }> | undefined;
  return async () => {
    const have = await current?.catch(() => undefined);
    if (have && have.endsAtMs - Date.now() > RENEW_BEFORE_MS) return have.token;
    current = fetchBadge(options);
    return (await current).token;
  };
}

async function fetchBadge({ meshUrl, client }: Pick<TrafficOptions, "meshUrl" | "client">) {
  const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64");
  const response = await fetch(`${meshUrl}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "mesh" }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The mesh gave no badge (${response.status}): ${text.slice(0, 200)}`);
  const { access_token, expires_in } = reply.parse(JSON.parse(text));
  return { token: access_token, endsAtMs: Date.now() + expires_in * 1000 };
}
