import type { Config } from "@/lib/core/config";

/**
 * Origins under which this request may have been sent to the mesh: its public one and, under a name that the configuration allows, the one asked for. The `Host` header alone is never
 * believed: whoever relays a request could write its own name there.
 */
export function ownOrigins(config: Config, requestUrl: string): string[] {
  const origins = [new URL(config.publicUrl).origin];
  const { hostname, origin } = new URL(requestUrl);
  if (config.allowedHosts?.includes(hostname)) origins.push(origin);
  return origins;
}
