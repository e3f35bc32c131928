import type { Db } from "@/db/client";
import { findPointables } from "@/db/queries/asset-labels";
import { findAssetVersion } from "@/db/queries/asset-versions";
import { MeshError } from "@/lib/core/errors";
import { isInCanary } from "./canary";
import { type AssetReference, resolvePointer, type VersionPointer } from "./parse-reference";

/** One version of an asset, found by a reference, with what stands beside it. */
export interface ResolvedVersion {
  assetId: string;
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
 * @param scope what stays with one version while another is tried; without it none is
 * @returns undefined when there is no such asset or version
 * @throws MeshError `conflict` for a digest that begins like those of several versions
 */
export async function resolveVersion(
  db: Db,
  reference: AssetReference,
  scope?: string,
): Promise<ResolvedVersion | undefined> {
  const { kind, name, at } = reference;
  const found = await findPointables(db, { kind, name });
  if (!found) return undefined;
  const pointed = pointedAt(found, at);
  const version = pointed && (tried(found, at, scope) ?? pointed.version);
  const read = version && (await findAssetVersion(db, { kind, name, version }));
  if (!read) return undefined;
  const { domain, title, description, lifecycle, suspendedReason, dataClass, tags, live } = found;
  return {
    assetId: found.id,
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

/**
 * The same without what the version says: a dataset of ten thousand items is not read to know its digest. Versions under trial are not meant.
 * @throws MeshError `conflict` for a digest that begins like those of several versions
 */
export async function resolveDigest(
  db: Db,
  reference: AssetReference,
): Promise<Pick<ResolvedVersion, "version" | "digest" | "lifecycle" | "suspendedReason"> | undefined> {
  const found = await findPointables(db, reference);
  const pointed = found && pointedAt(found, reference.at);
  if (!found || !pointed) return undefined;
  const { lifecycle, suspendedReason } = found;
  return { version: pointed.version, digest: pointed.digest, lifecycle, suspendedReason };
}

/** @throws MeshError `conflict` */
function pointedAt(found: Pointables, at: VersionPointer) {
  const labels = Object.fromEntries(found.labels.map(({ label, version }) => [label, version]));
  const pointed = resolvePointer(at, found.versions, { live: found.live, labels });
  if (pointed === "ambiguous") {
    throw new MeshError("conflict", "The digests of several versions begin like this; give more of it.");
  }
  return pointed;
}

type Pointables = NonNullable<Awaited<ReturnType<typeof findPointables>>>;

/** The version under trial, where it is asked for by what the trial is about and it serves the scope. */
function tried(found: Pointables, at: VersionPointer, scope: string | undefined): number | undefined {
  const { canaryVersion, canaryShare: share, canaryChange: change, canaryLabel } = found;
  if (scope === undefined || canaryVersion === null || share === null || change === null) return undefined;
  const meant = at.by === "label" ? at.label === canaryLabel : at.by === "live" && canaryLabel === null;
  return meant && isInCanary({ change, share }, scope) ? canaryVersion : undefined;
}
