import type { Config } from "@/lib/core/config";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const byConfig = new WeakMap<object, ReadonlySet<string>>();

/** Whether the mesh is reached under this name: its public one, a configured one, or one of this machine. A page that has its own name resolve to the mesh's address (DNS rebinding) comes with another. */
export function isOwnHost(config: Config, hostname: string | undefined): boolean {
  return hostname !== undefined && hostsOf(config).has(hostname);
}

let lastOwn: { config: Config; header: string } | undefined;

/** The same for a `Host` header. The one seen last is remembered: nearly always it is the next one too. */
export function isOwnHostHeader(config: Config, header: string | undefined): boolean {
  if (header === undefined) return false;
  if (lastOwn?.header === header && lastOwn.config === config) return true;
  if (!isOwnHost(config, hostnameOf(`http://${header}`))) return false;
  lastOwn = { config, header };
  return true;
}

/** The name in a URL's or a `Host` header's own form, in lower case; undefined for what is none. */
export function hostnameOf(url: string): string | undefined {
  try {
    const { hostname, protocol } = new URL(url);
    return protocol === "http:" || protocol === "https:" ? hostname : undefined;
  } catch {
    return undefined;
  }
}

function hostsOf(config: Config): ReadonlySet<string> {
  const known = byConfig.get(config);
  if (known) return known;
  const { publicUrl, host, allowedHosts } = config;
  const made = new Set([...LOOPBACK, hostnameOf(publicUrl) ?? "localhost", ...(allowedHosts ?? [])]);
  if (host !== "0.0.0.0" && host !== "::") made.add(hostnameOf(`http://${host}`) ?? host);
  byConfig.set(config, made);
  return made;
}
