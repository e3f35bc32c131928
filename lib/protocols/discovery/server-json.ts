import type { CatalogEntry } from "@/lib/registry/search/catalog-entry";

const SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";
/** The schema's own bound. */
const MOST_DESCRIPTION = 100;
const MOST_TITLE = 100;

/** A version of an MCP server as the registry's clients read it. */
export interface RegistryVersion {
  number: number;
  publishedAt: Date;
  isLatest: boolean;
}

/** The name of a server in the registry: the mesh's host from the back, then the asset's name. */
export function registryName(publicUrl: string, name: string): string {
  return `${new URL(publicUrl).hostname.split(".").reverse().join(".")}/${name}`;
}

/** The asset's name in a registry name of this mesh; undefined for one of another host. */
export function assetNameOf(publicUrl: string, name: string): string | undefined {
  const prefix = registryName(publicUrl, "");
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}

export function versionName(number: number): string {
  return `${number}.0.0`;
}

/** `server.json` (schema 2025-12-11) with what the registry knows of it. It leads to the mesh's door, whatever stands behind it. */
export function serverResponse(publicUrl: string, entry: CatalogEntry, version: RegistryVersion) {
  const { name, title, description } = entry;
  return {
    server: {
      $schema: SCHEMA,
      name: registryName(publicUrl, name),
      title: title.slice(0, MOST_TITLE),
      description: (description || title).slice(0, MOST_DESCRIPTION),
      version: versionName(version.number),
      remotes: [{ type: "streamable-http", url: `${publicUrl}/mcp/${name}` }],
    },
    _meta: {
      "io.modelcontextprotocol.registry/official": {
        // Behind the door there is one version at a time.
        status: version.isLatest && entry.lifecycle === "active" ? "active" : "deprecated",
        publishedAt: version.publishedAt.toISOString(),
        updatedAt: (version.isLatest ? entry.updatedAt : version.publishedAt).toISOString(),
        isLatest: version.isLatest,
      },
    },
  };
}
