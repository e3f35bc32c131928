import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";
import { type ListedAsset, listedAssets } from "./listed-assets";

/** What stands behind an entry: an IANA media type. */
const TYPES = {
  agent: "application/a2a-agent-card+json",
  "mcp-server": "application/mcp-server-card+json",
} as const;
const KINDS = { agent: "a2a", "mcp-server": "mcp" } as const;

/** The mesh's agents and MCP servers as an AI catalog, each under the mesh's own door. */
export async function aiCatalog(mesh: Mesh, reader: Principal | undefined) {
  const listed = [
    ...(await listedAssets(mesh, "agent", reader)),
    ...(await listedAssets(mesh, "mcp-server", reader)),
  ];
  const { publicUrl } = mesh.config;
  return {
    specVersion: "1.0",
    host: { displayName: "Signalbox", documentationUrl: `${publicUrl}/docs` },
    entries: listed.map((one) => entryOf(publicUrl, one)),
  };
}

function entryOf(publicUrl: string, { asset, entry }: ListedAsset) {
  const { kind, name, title, description, tags, version } = asset;
  return {
    identifier: `urn:air:${new URL(publicUrl).hostname}:${name}:${KINDS[kind]}`,
    displayName: title,
    ...(description ? { description } : {}),
    type: TYPES[kind],
    url:
      kind === "agent" ? `${publicUrl}/a2a/${name}/.well-known/agent-card.json` : `${publicUrl}/mcp/${name}`,
    version: String(version),
    tags: [...new Set([...entry.skills, ...tags])],
    updatedAt: entry.updatedAt.toISOString(),
  };
}
