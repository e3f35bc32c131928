import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";

/** What holds calls back: a budget counts money, a limit calls and tokens. */
export type Ceiling = Asset<"budget"> | Asset<"limit">;

/** Whose call it is and of what, as far as a scope can say. */
export interface CallParties {
  /** `kind:id` from whom the call is made for to who makes it. */
  chain: readonly string[];
  /** The callee. */
  kind: string;
  name: string;
  /** The callee's. */
  domain: string;
}

interface Index {
  /** By the narrowest member of their scope, so that a call looks at few. */
  byAsset: Map<string, Ceiling[]>;
  byCaller: Map<string, Ceiling[]>;
  byDomain: Map<string, Ceiling[]>;
  everywhere: Ceiling[];
}

const NONE: readonly Ceiling[] = [];
const indexes = new WeakMap<RegistrySnapshot, Index | undefined>();

/** Every budget and limit of a registry that holds for a call, budgets first and by name. Looks at those alone that name something of the call. */
export function ceilingsOf(registry: RegistrySnapshot, call: CallParties): readonly Ceiling[] {
  const index = indexOf(registry);
  if (!index) return NONE;
  const near = [
    ...index.everywhere,
    ...(index.byAsset.get(`${call.kind}/${call.name}`) ?? NONE),
    ...new Set(call.chain.flatMap((caller) => index.byCaller.get(caller) ?? NONE)),
    ...(index.byDomain.get(call.domain) ?? NONE),
  ];
  return near.length === 0 ? NONE : near.filter((one) => holdsFor(one.spec.scope, call)).sort(byName);
}

/** Whether a scope takes a call in: each member that it has must name something of the call. */
export function holdsFor(scope: Ceiling["spec"]["scope"], call: CallParties): boolean {
  return (
    (scope.domain === undefined || scope.domain === call.domain) &&
    (scope.caller === undefined || call.chain.includes(scope.caller)) &&
    (scope.asset === undefined || assetKey(scope.asset) === `${call.kind}/${call.name}`)
  );
}

/** Those of the registry that are in force: neither draft nor retired nor suspended. */
export function listCeilings(registry: RegistrySnapshot): Ceiling[] {
  return [...registry.list("budget"), ...registry.list("limit")].filter(isInForce).sort(byName);
}

function isInForce({ lifecycle, suspendedReason }: Ceiling): boolean {
  return lifecycle !== "draft" && lifecycle !== "retired" && suspendedReason === undefined;
}

/** Made once for each state of the registry, when its first call comes; undefined where nothing is held back. */
function indexOf(registry: RegistrySnapshot): Index | undefined {
  if (indexes.has(registry)) return indexes.get(registry);
  const ceilings = listCeilings(registry);
  const index: Index = { byAsset: new Map(), byCaller: new Map(), byDomain: new Map(), everywhere: [] };
  for (const ceiling of ceilings) {
    const { asset, caller, domain } = ceiling.spec.scope;
    if (asset !== undefined) push(index.byAsset, assetKey(asset), ceiling);
    else if (caller !== undefined) push(index.byCaller, caller, ceiling);
    else if (domain !== undefined) push(index.byDomain, domain, ceiling);
    else index.everywhere.push(ceiling);
  }
  const found = ceilings.length === 0 ? undefined : index;
  indexes.set(registry, found);
  return found;
}

function push(map: Map<string, Ceiling[]>, key: string, ceiling: Ceiling): void {
  const known = map.get(key);
  if (known) known.push(ceiling);
  else map.set(key, [ceiling]);
}

function byName(a: Ceiling, b: Ceiling): number {
  return a.kind.localeCompare(b.kind) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

/** A scope names an asset whatever its version: what comes after `@` says nothing here. */
export function assetKey(reference: string): string {
  const at = reference.indexOf("@");
  return at < 0 ? reference : reference.slice(0, at);
}
