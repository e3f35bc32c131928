import { VERSION } from "@/lib/core/version";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";
import { OWN_DESCRIPTION } from "@/lib/protocols/a2a/own/own-card";
import { OWN_CARD_PATH } from "@/lib/protocols/a2a/own/paths";
import { type ListedAsset, listedAssets } from "./listed-assets";

/** What stands behind an entry: an IANA media type. */
const TYPES = {
  agent: "application/a2a-agent-card+json",
  "mcp-server": "application/mcp-server-card+json",
} as const;
const KINDS = { agent: "a2a", "mcp-server": "mcp" } as const;

/** The mesh itself, its agents and its MCP servers as an AI catalog, each under the mesh's own door. */
export async function aiCatalog(mesh: Mesh, reader: Principal | undefined) {
  const listed = [
    ...(await listedAssets(mesh, "agent", reader)),
    ...(await listedAssets(mesh, "mcp-server", reader)),
  ];
  const { publicUrl } = mesh.config;
  return {
    specVersion: "1.0",
    host: { displayName: "Signalbox", documentationUrl: `${publicUrl}/docs` },
    entries: [ownEntry(publicUrl), ...listed.map((one) => entryOf(publicUrl, one))],
  };
}

/** The mesh itself, which an agent can ask about all that is listed. Its identifier has one part less than an agent's, whatever that is called. */
function ownEntry(publicUrl: string) {
  return {
    identifier: `urn:air:${new URL(publicUrl).hostname}:${KINDS.agent}`,
    displayName: "Signalbox",
    description: OWN_DESCRIPTION,
    type: TYPES.agent,
    url: publicUrl + OWN_CARD_PATH,
    version: VERSION,
    tags: ["mesh"],
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
