import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GatewayProcess } from "@/e2e/support/gateway-process";

/** Revokes a badge of the operator client (RFC 7009). */
export async function revokeBadge(gateway: GatewayProcess, badge: string): Promise<void> {
  const operator = JSON.parse(readFileSync(join(gateway.homeDir, "operator.json"), "utf8")) as Record<
    string,
    string
  >;
  const response = await fetch(`${gateway.url}/oauth/revoke`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${operator.client_id}:${operator.client_secret}`)}` },
    body: new URLSearchParams({ token: badge }),
  });
  if (!response.ok)
    throw new Error(`the badge could not be revoked: ${response.status} ${await response.text()}`);
}
