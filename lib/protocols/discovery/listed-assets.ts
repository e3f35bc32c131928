import { authenticate } from "@/lib/gateway/authenticate";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";
import type { CatalogEntry } from "@/lib/registry/search/catalog-entry";
import { freshCatalog } from "@/lib/registry/search/open-catalog-search";
import { visibilityService } from "@/lib/registry/visibility";

type Listed = "agent" | "mcp-server";

/** An asset that may be told of, as the registry and as the catalog know it. */
export interface ListedAsset<K extends Listed = Listed> {
  asset: Asset<K>;
  entry: CatalogEntry;
}

/** Who asks for a document that has something to say to everybody; undefined for whoever has no badge. @throws MeshError `invalid_token` for a bad one */
export async function readerOf(mesh: Mesh, request: Request): Promise<Principal | undefined> {
  return request.headers.has("authorization") ? authenticate(mesh, request) : undefined;
}

/**
 * The assets of a kind that a reader may know of, by name. With a badge it is what policy lets its holder discover or use. Without one it is what is public anyway: agents whose cards everybody can read, and MCP servers of the
 * data class public.
 */
export async function listedAssets<K extends Listed>(
  mesh: Mesh,
  kind: K,
  reader: Principal | undefined,
): Promise<ListedAsset<K>[]> {
  const index = await freshCatalog(mesh);
  const visible = mesh.services.get(visibilityService);
  return mesh.registry
    .current()
    .list(kind)
    .filter(isInService)
    .filter((asset) => (reader ? visible.isVisible(reader, asset) : isPublic(asset)))
    .flatMap((asset) => {
      const entry = index.entry(index.slotOf(`${kind}/${asset.name}`) ?? -1);
      return entry ? [{ asset, entry }] : [];
    });
}

function isInService({ lifecycle, suspendedReason }: Asset): boolean {
  return (lifecycle === "active" || lifecycle === "deprecated") && suspendedReason === undefined;
}

function isPublic({ kind, dataClass }: Asset): boolean {
  return dataClass === "public" || (kind === "agent" && dataClass === "internal");
}
