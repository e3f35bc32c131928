import { z } from "zod";
import { listCatalogVersions } from "@/db/queries/asset-versions";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";
import { type ListedAsset, listedAssets } from "./listed-assets";
import { assetNameOf, registryName, serverResponse, versionName } from "./server-json";

const listQuery = z.object({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  /** A part of the name. */
  search: z.string().max(200).optional(),
  updated_since: z.iso.datetime({ offset: true }).optional(),
  /** `latest` or a version number. */
  version: z.string().max(50).optional(),
});

const MOST_VERSIONS = 200;
type Server = ListedAsset<"mcp-server">;

/** `GET /v0.1/servers`: the latest version of each server, by name. @throws MeshError `invalid_request` */
export async function listServers(mesh: Mesh, reader: Principal | undefined, query: Record<string, string>) {
  const { cursor, limit, search, updated_since, version } = parseInput(listQuery, query);
  const { publicUrl } = mesh.config;
  const since = updated_since === undefined ? undefined : new Date(updated_since);
  const wanted = (await listedAssets(mesh, "mcp-server", reader)).filter(
    ({ asset, entry }) =>
      (search === undefined ||
        registryName(publicUrl, asset.name).toLowerCase().includes(search.toLowerCase())) &&
      (since === undefined || entry.updatedAt >= since) &&
      (version === undefined || version === "latest" || version === versionName(asset.version)) &&
      (cursor === undefined || asset.name > cursor),
  );
  const page = [...wanted].sort((a, b) => (a.asset.name < b.asset.name ? -1 : 1)).slice(0, limit);
  const last = wanted.length > page.length ? page.at(-1)?.asset.name : undefined;
  return {
    servers: page.map(({ asset, entry }) =>
      serverResponse(publicUrl, entry, {
        number: asset.version,
        publishedAt: entry.updatedAt,
        isLatest: true,
      }),
    ),
    metadata: { count: page.length, ...(last === undefined ? {} : { nextCursor: last }) },
  };
}

/** `GET /v0.1/servers/{name}/versions`, newest first. @throws MeshError `not_found` */
export async function listServerVersions(mesh: Mesh, reader: Principal | undefined, name: string) {
  const servers = await versionsOf(mesh, await serverNamed(mesh, reader, name));
  return { servers, metadata: { count: servers.length } };
}

/** `GET /v0.1/servers/{name}/versions/{version}`; `latest` is the one in traffic. @throws MeshError `not_found` */
export async function readServerVersion(
  mesh: Mesh,
  reader: Principal | undefined,
  name: string,
  version: string,
) {
  const versions = await versionsOf(mesh, await serverNamed(mesh, reader, name));
  const found = versions.find(
    ({ server, _meta }) =>
      server.version === version ||
      (version === "latest" && _meta["io.modelcontextprotocol.registry/official"].isLatest),
  );
  if (!found) throw new MeshError("not_found", "There is no such version.");
  return found;
}

async function versionsOf(mesh: Mesh, { asset, entry }: Server) {
  const rows = await listCatalogVersions(mesh.database.db, { assetId: asset.id, limit: MOST_VERSIONS });
  return rows.map(({ version, createdAt }) =>
    serverResponse(mesh.config.publicUrl, entry, {
      number: version,
      publishedAt: createdAt,
      isLatest: version === asset.version,
    }),
  );
}

/** Absent, of another host and hidden are one answer. */
async function serverNamed(mesh: Mesh, reader: Principal | undefined, name: string): Promise<Server> {
  const own = assetNameOf(mesh.config.publicUrl, name);
  const found = (await listedAssets(mesh, "mcp-server", reader)).find(({ asset }) => asset.name === own);
  if (!found) throw new MeshError("not_found", "There is no such server.");
  return found;
}
