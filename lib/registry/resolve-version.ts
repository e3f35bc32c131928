import type { Db } from "@/db/client";
import { findPointables } from "@/db/queries/asset-labels";
import { findAssetVersion } from "@/db/queries/asset-versions";
import { MeshError } from "@/lib/core/errors";
import { type AssetReference, resolvePointer } from "./parse-reference";

/** One version of an asset, found by a reference, with what stands beside it. */
export interface ResolvedVersion {
  kind: string;
  name: string;
  domain: string;
  title: string;
  description: string;
  lifecycle: string;
  suspendedReason: string | null;
  dataClass: string;
  tags: string[];
  version: number;
  digest: string;
  /** Whether traffic gets this version. */
  live: boolean;
  /** The labels that point at it. */
  labels: string[];
  spec: unknown;
}

/**
 * Reads the version that a reference names.
 * @returns undefined when there is no such asset or version
 * @throws MeshError `conflict` for a digest that begins like those of several versions
 */
export async function resolveVersion(
  db: Db,
  reference: AssetReference,
): Promise<ResolvedVersion | undefined> {
  const { kind, name, at } = reference;
  const found = await findPointables(db, { kind, name });
  if (!found) return undefined;
  const labels = Object.fromEntries(found.labels.map(({ label, version }) => [label, version]));
  const pointed = resolvePointer(at, found.versions, { live: found.live, labels });
  if (pointed === "ambiguous") {
    throw new MeshError("conflict", "The digests of several versions begin like this; give more of it.");
  }
  const read = pointed && (await findAssetVersion(db, { kind, name, version: pointed.version }));
  if (!read) return undefined;
  const { domain, title, description, lifecycle, suspendedReason, dataClass, tags, live } = found;
  return {
    kind,
    name,
    domain,
    title,
    description,
    lifecycle,
    suspendedReason,
    dataClass,
    tags,
    version: read.version,
    digest: read.digest,
    live: read.version === live,
    labels: found.labels.filter(({ version }) => version === read.version).map(({ label }) => label),
    spec: read.spec,
  };
}
