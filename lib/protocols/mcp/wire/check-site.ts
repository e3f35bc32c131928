import type { Mesh } from "@/lib/gateway/mesh";
import { McpRejection, RPC } from "./rejection";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const allowedByUrl = new Map<string, ReadonlySet<string>>();

/**
 * Refuses requests that a web page on another site could have caused by DNS rebinding: the name in `Host`, and in `Origin` if there is one, must be the mesh's own
 * (MCP, Streamable HTTP, security warning; CVE-2025-66414).
 * @throws McpRejection 403
 */
export function checkSite(mesh: Mesh, headers: Headers): void {
  const allowed = allowedHosts(mesh);
  const host = headers.get("host");
  if (!host || !allowed.has(hostnameOf(`http://${host}`) ?? "")) throw forbidden("Host");
  const origin = headers.get("origin");
  if (origin !== null && !allowed.has(hostnameOf(origin) ?? "")) throw forbidden("Origin");
}

function allowedHosts(mesh: Mesh): ReadonlySet<string> {
  const { publicUrl, host } = mesh.config;
  const key = `${publicUrl} ${host}`;
  const known = allowedByUrl.get(key);
  if (known) return known;
  const made = new Set([
    ...LOOPBACK,
    hostnameOf(publicUrl) ?? "localhost",
    ...(mesh.config.allowedHosts ?? []),
  ]);
  if (host !== "0.0.0.0" && host !== "::") made.add(hostnameOf(`http://${host}`) ?? host);
  allowedByUrl.set(key, made);
  return made;
}

function hostnameOf(url: string): string | undefined {
  try {
    const { hostname, protocol } = new URL(url);
    return protocol === "http:" || protocol === "https:" ? hostname : undefined;
  } catch {
    return undefined;
  }
}

function forbidden(header: string): McpRejection {
  return new McpRejection(403, RPC.transport, `Invalid ${header} header`);
}
