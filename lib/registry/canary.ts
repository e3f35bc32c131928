import { hash } from "node:crypto";
import type { Asset, RegistrySnapshot } from "./asset";
import type { AssetKind } from "./kinds";

/** Per cent of the calls that a version under trial may get. */
export const CANARY_SHARE = { min: 1, max: 50 } as const;

/** Kinds of which two versions can be in service at a time. A policy that holds for a share of the calls would be none. */
export const CANARY_KINDS = [
  "agent",
  "model",
  "mcp-server",
  "prompt",
] as const satisfies readonly AssetKind[];

/** A version that gets a share of the calls. */
export interface Canary {
  /** Number of the change that asks for it. */
  change: number;
  /** Per cent. */
  share: number;
}

/**
 * Whether a version under trial serves somebody. The same change and the same scope give the same answer always and everywhere, so a task stays with one version, for all assets of a change; a larger share takes in whom a smaller one
 * did.
 * @param scope what stays together: a task, a trace, a caller
 */
export function isInCanary({ change, share }: Canary, scope: string): boolean {
  // 32 bits: a share is met to a hundred-millionth.
  const place = Number.parseInt(hash("sha256", `canary ${change} ${scope}`, "hex").slice(0, 8), 16);
  return place < (share / 100) * 2 ** 32;
}

/** The version that serves a scope: the one in traffic, or the one under trial. @param scope undefined for a question that is no use, which gets the one in traffic */
export function versionFor<K extends AssetKind>(asset: Asset<K>, scope: string | undefined): Asset<K> {
  const { canary } = asset;
  return canary && scope !== undefined && isInCanary(canary, scope)
    ? (canary.asset as unknown as Asset<K>)
    : asset;
}

const seenBy = new WeakMap<RegistrySnapshot, WeakMap<Asset, RegistrySnapshot>>();

/** The registry as somebody sees it who is served by this version: policies read the attributes of what is called. */
export function snapshotWith(snapshot: RegistrySnapshot, served: Asset): RegistrySnapshot {
  const { kind, name } = served;
  if (snapshot.find(kind, name)?.canary?.asset !== served) return snapshot;
  const known = seenBy.get(snapshot) ?? new WeakMap<Asset, RegistrySnapshot>();
  seenBy.set(snapshot, known);
  const made = known.get(served) ?? withServed(snapshot, served);
  known.set(served, made);
  return made;
}

function withServed(snapshot: RegistrySnapshot, served: Asset): RegistrySnapshot {
  return {
    revision: snapshot.revision,
    find: <K extends AssetKind>(kind: K, name: string) =>
      kind === served.kind && name === served.name ? (served as Asset<K>) : snapshot.find(kind, name),
    list: <K extends AssetKind>(kind: K) =>
      snapshot
        .list(kind)
        .map((asset) =>
          asset.kind === served.kind && asset.name === served.name ? (served as Asset<K>) : asset,
        ),
  };
}
