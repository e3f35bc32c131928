import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";

const SEPARATOR = "__";
const URI_PREFIX = "signalbox://";

/** Name of a server's tool or prompt where all servers are one. */
export function joinedName(server: string, name: string): string {
  return `${server}${SEPARATOR}${name}`;
}

/** Of a server's name, the separator and the name of a tool or prompt; beyond it nothing can be registered. */
const LONGEST = 500;

/** The server and its own name for it. A server's name may itself hold the separator, so the registry decides where to split; the longest match wins. */
export function splitName(
  snapshot: RegistrySnapshot,
  joined: string,
): { server: Asset<"mcp-server">; name: string } | undefined {
  // Each look costs the length of what is looked for, and a name can be all separators.
  if (joined.length > LONGEST) return undefined;
  for (let at = joined.lastIndexOf(SEPARATOR); at > 0; at = joined.lastIndexOf(SEPARATOR, at - 1)) {
    const server = snapshot.find("mcp-server", joined.slice(0, at));
    if (server) return { server, name: joined.slice(at + SEPARATOR.length) };
  }
  return undefined;
}

/** Address of a server's resource where all servers are one: two servers may use the same address for different things. */
export function joinedUri(server: string, uri: string): string {
  return `${URI_PREFIX}${encodeURIComponent(server)}/${encodeURIComponent(uri)}`;
}

export function splitUri(
  snapshot: RegistrySnapshot,
  joined: string,
): { server: Asset<"mcp-server">; uri: string } | undefined {
  const [name, uri, ...rest] = joined.startsWith(URI_PREFIX)
    ? joined.slice(URI_PREFIX.length).split("/")
    : [];
  if (!name || !uri || rest.length > 0) return undefined;
  try {
    const server = snapshot.find("mcp-server", decodeURIComponent(name));
    return server && { server, uri: decodeURIComponent(uri) };
  } catch {
    return undefined;
  }
}
