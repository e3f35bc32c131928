import {
  createLoader,
  createSerializer,
  parseAsInteger,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import { TRAFFIC_RANGES } from "@/lib/registry/traffic-ranges.schema";
import { assetHref } from "../../calls/call-links";

export const ASSET_TABS = [
  "overview",
  "offers",
  "policies",
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
  layout: parseAsStringLiteral(["unified", "split"] as const).withDefault("unified"),
};

export const loadAssetSearch = createLoader(assetSearch);
export type AssetSearch = Awaited<ReturnType<typeof loadAssetSearch>>;

type Tab = readonly [tab: AssetTab, label: string];

/** The tabs that an asset of a kind has, with their names. A policy is not called, so it has no traffic. */
export function tabsOf(kind: string): readonly Tab[] {
  const only: readonly AssetTab[] = kind === "policy" ? ["overview", "versions", "audit"] : ASSET_TABS;
  return only
    .filter((tab) => tab !== "offers" || kind === "agent" || kind === "mcp-server")
    .map((tab): Tab => [tab, tab === "offers" && kind === "agent" ? "Skills" : LABELS[tab]]);
}

const LABELS: Record<AssetTab, string> = {
  overview: "Overview",
  offers: "Tools",
  policies: "Policies",
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
