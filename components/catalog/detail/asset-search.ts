import {
  createLoader,
  createSerializer,
  parseAsInteger,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { CALLED_KIND_NAMES } from "@/lib/registry/catalog-names.schema";
import { TRAFFIC_RANGES } from "@/lib/registry/traffic-ranges.schema";
import { assetHref } from "../../calls/call-links";
import { resultSearch } from "../results/result-search";

export const ASSET_TABS = [
  "overview",
  "offers",
  "policies",
  "access",
  "certification",
  "results",
  "traffic",
  "costs",
  "versions",
  "links",
  "audit",
] as const;
export type AssetTab = (typeof ASSET_TABS)[number];

/** What the address of an asset's page says. */
export const assetSearch = {
  tab: parseAsStringLiteral(ASSET_TABS).withDefault("overview"),
  range: parseAsStringLiteral(TRAFFIC_RANGES).withDefault("24h"),
  days: parseAsNumberLiteral([7, 30] as const).withDefault(7),
  /** The two versions that are compared. */
  from: parseAsInteger,
  to: parseAsInteger,
  /** Pages of the access tables: callers or callees after this one. */
  callersAfter: parseAsString.withDefault(""),
  reachAfter: parseAsString.withDefault(""),
  layout: parseAsStringLiteral(["unified", "split"] as const).withDefault("unified"),
  ...resultSearch,
};

export const loadAssetSearch = createLoader(assetSearch);
export type AssetSearch = Awaited<ReturnType<typeof loadAssetSearch>>;

type Tab = readonly [tab: AssetTab, label: string];

/** The tabs that an asset of a kind has, with their names. What is not called has no traffic and no policies that rule its calls. */
export function tabsOf(kind: string): readonly Tab[] {
  const only: readonly AssetTab[] = isCalled(kind)
    ? ASSET_TABS
    : (OF_KIND[kind] ?? ["overview", "versions", "audit"]);
  return only
    .filter((tab) => tab !== "offers" || kind === "agent" || kind === "mcp-server")
    .filter((tab) => tab !== "results" || kind === "suite")
    .map((tab): Tab => [tab, tab === "offers" && kind === "agent" ? "Skills" : LABELS[tab]]);
}

const OF_KIND: Readonly<Record<string, readonly AssetTab[]>> = {
  prompt: ["overview", "certification", "versions", "audit"],
  suite: ["overview", "results", "versions", "audit"],
};

/** Whether calls go to assets of this kind. */
export function isCalled(kind: string): boolean {
  return (CALLED_KIND_NAMES as readonly string[]).includes(kind);
}

const LABELS: Record<AssetTab, string> = {
  overview: "Overview",
  offers: "Tools",
  policies: "Policies",
  access: "Access",
  certification: "Certification",
  results: "Results",
  traffic: "Traffic",
  costs: "Costs",
  versions: "Versions",
  links: "Uses",
  audit: "Audit",
};

/** The address of an asset's page with parts of its state changed; what is as by default is left out. */
export function assetPageHref(kind: string, name: string, search: Partial<AssetSearch>): string {
  return `${assetHref(kind, name)}${serialize(search)}`;
}

const serialize = createSerializer(assetSearch);
