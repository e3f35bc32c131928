import type { Database } from "@/db/client";
import { followChanges } from "@/db/follow-changes";
import { findRegistryStamp, type LiveAssetRow, listLiveAssets } from "@/db/queries/live-assets";
import { log } from "@/lib/core/log";
import type { Asset, Registry, RegistrySnapshot } from "./asset";
import { ASSET_KINDS, type AssetKind, assetKinds, HELD_KINDS } from "./kinds";
import { REGISTRY_CHANNEL } from "./registry-channel";

const POLL_MS = 1000;

export interface OpenRegistry extends Registry {
  close(): Promise<void>;
}

/** Loads the registry and keeps it fresh: at once after a notification, at the latest after a second. */
export async function openRegistry(database: Database): Promise<OpenRegistry> {
  const listeners = new Set<(snapshot: RegistrySnapshot) => void>();
  let stamp = "";
  let snapshot = snapshotOf([], 0);
  const follower = await followChanges({
    sql: database.sql,
    channel: REGISTRY_CHANNEL,
    pollMs: POLL_MS,
    read: async () => {
      const seen = await findRegistryStamp(database.db);
      if (seen === stamp) return;
      const rows = await listLiveAssets(database.db, { kinds: HELD_KINDS });
      snapshot = snapshotOf(rows, snapshot.revision + 1);
      stamp = seen;
      for (const listener of listeners) listener(snapshot);
    },
  });
  return {
    current: () => snapshot,
    refresh: () => follower.refresh(),
    ageMs: () => follower.ageMs(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => follower.close(),
  };
}

function snapshotOf(rows: readonly LiveAssetRow[], revision: number): RegistrySnapshot {
  const byKind = new Map<AssetKind, Map<string, Asset>>(assetKinds.map((kind) => [kind, new Map()]));
  for (const row of rows) {
    const asset = assetOf(row);
    if (asset) byKind.get(asset.kind)?.set(asset.name, asset);
  }
  const lists = new Map([...byKind].map(([kind, assets]) => [kind, [...assets.values()]]));
  return {
    revision,
    find: <K extends AssetKind>(kind: K, name: string) => byKind.get(kind)?.get(name) as Asset<K> | undefined,
    list: <K extends AssetKind>(kind: K) => (lists.get(kind) ?? []) as unknown as readonly Asset<K>[],
  };
}

/** A row whose spec does not parse (written by a newer version, or tampered with) is left out: what cannot be understood gets no traffic. */
function assetOf(row: LiveAssetRow): Asset | undefined {
  const kind = row.kind as AssetKind;
  const parsed = ASSET_KINDS[kind]?.safeParse(row.spec);
  if (!parsed?.success) {
    log.error({ kind: row.kind, name: row.name, issues: parsed?.error.issues }, "an asset cannot be read");
    return undefined;
  }
  const { canaryChange: _change, canaryShare: _share, canaryLabel: _label, ...live } = row;
  const { canaryVersion: _version, canaryDigest: _digest, canarySpec: _spec, ...facts } = live;
  const asset: Asset = {
    ...facts,
    kind,
    lifecycle: row.lifecycle as Asset["lifecycle"],
    dataClass: row.dataClass as Asset["dataClass"],
    suspendedReason: row.suspendedReason ?? undefined,
    certified: row.certifiedAt !== null,
    spec: parsed.data,
  };
  const canary = canaryOf(row, asset);
  return canary ? { ...asset, canary } : asset;
}

/** One that cannot be read gets no traffic. What is asked for by a label alone does not concern whoever asks by name. */
function canaryOf(row: LiveAssetRow, asset: Asset): Asset["canary"] {
  const { canaryVersion: version, canaryDigest: digest, canaryChange: change, canaryShare: share } = row;
  if (version === null || digest === null || change === null || share === null) return undefined;
  if (row.canaryLabel !== null) return undefined;
  const parsed = ASSET_KINDS[asset.kind].safeParse(row.canarySpec);
  // A certificate is for one version; where policy asks for one, what is tried gets no calls.
  const tried = { ...asset, certified: false, version, digest };
  if (parsed.success) return { change, share, asset: { ...tried, spec: parsed.data } };
  log.error({ kind: row.kind, name: row.name, issues: parsed.error.issues }, "a canary cannot be read");
  return undefined;
}
