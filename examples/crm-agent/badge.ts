import { createRemoteJWKSet, jwtVerify } from "jose";
import { z } from "zod";
import type { Settings } from "./settings";

const TOKEN_TIMEOUT_MS = 10_000;
const tokenReply = z.object({ access_token: z.string().min(1) });

/** What we show at the mesh's doors: our badge, and the trace that the task is part of. */
export interface Pass {
  badge: string;
  traceparent: string | undefined;
}

export function passHeaders({ badge, traceparent }: Pass): Record<string, string> {
  return { authorization: `Bearer ${badge}`, ...(traceparent ? { traceparent } : {}) };
}

/** Checks that a badge was made out by the mesh to this agent, so that nobody reaches it around the mesh. Undefined when it was not told what to expect. */
export function badgeVerifier(settings: Settings): ((badge: string) => Promise<boolean>) | undefined {
  const { BADGE_AUDIENCE: audience, MESH_URL: mesh, MESH_ISSUER: issuer = mesh } = settings;
  if (!audience) return undefined;
  const keys = createRemoteJWKSet(new URL("/oauth/jwks", mesh), { timeoutDuration: 5000 });
  return (badge) =>
    jwtVerify(badge, keys, { issuer, audience, typ: "at+jwt", algorithms: ["ES256"] }).then(
      () => true,
      () => false,
    );
}

/**
 * Turns the badge that came with a task into one of our own, on behalf of whoever sent the task (RFC 8693). It is never wider than what we were handed: the mesh sees to that.
 * @throws Error when the mesh refuses
 */
export async function exchangeBadge(settings: Settings, badge: string): Promise<string> {
  const basic = Buffer.from(`${settings.CLIENT_ID}:${settings.CLIENT_SECRET}`).toString("base64");
  const response = await fetch(new URL("/oauth/token", settings.MESH_URL), {
    method: "POST",
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: badge,
      subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
    }),
    signal: AbortSignal.timeout(TOKEN_TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the mesh gave no badge (${response.status}): ${text.slice(0, 300)}`);
  return tokenReply.parse(JSON.parse(text)).access_token;
}
