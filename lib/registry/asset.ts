import { serviceKey } from "@/lib/core/services";
import type { Canary } from "./canary";
import type { DataClass } from "./data-classes";
import type { AssetKind, SpecOf } from "./kinds";

export const LIFECYCLES = ["draft", "active", "deprecated", "retired"] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

export { DATA_CLASSES, type DataClass } from "./data-classes";

/** An asset with the version that traffic gets. */
export interface Asset<K extends AssetKind = AssetKind> {
  id: string;
  kind: K;
  name: string;
  domain: string;
  title: string;
  description: string;
  lifecycle: Lifecycle;
  /** Why it is out of traffic, if it is. */
  suspendedReason: string | undefined;
  certified: boolean;
  dataClass: DataClass;
  tags: readonly string[];
  version: number;
  /** SHA-256 of the version's canonical JSON, in hex. */
  digest: string;
  spec: SpecOf<K>;
  /** A version that gets a share of the calls instead, asked for by name. */
  canary?: Canary & { asset: Asset };
}

/** The registry at one moment, as far as it is kept in memory (`HELD_KINDS`). Never changes; a change makes a new one. */
export interface RegistrySnapshot {
  /** Grows with every change. */
  readonly revision: number;
  find<K extends AssetKind>(kind: K, name: string): Asset<K> | undefined;
  list<K extends AssetKind>(kind: K): readonly Asset<K>[];
}

/** The registry in memory, kept fresh by notifications and, if one is lost, by looking every few seconds. */
export interface Registry {
  current(): RegistrySnapshot;
  /** Reads the store now; resolves when `current()` shows what was committed before the call. */
  refresh(): Promise<void>;
  /** Milliseconds since the store was last read. */
  ageMs(): number;
  onChange(listener: (snapshot: RegistrySnapshot) => void): () => void;
}

export const registryService = serviceKey<Registry>("registry");
