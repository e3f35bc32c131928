import { operation } from "@/lib/identity/operation";
import { type Asset, registryService } from "./asset";
import { type DiscoverInput, discoverInput, discoverOutput, type Found } from "./discover.schema";
import type { AssetKind } from "./kinds";
import { rankByMeaning } from "./meaning/rank-by-meaning";
import { hasBit, intersect } from "./search/bits";
import type { CatalogEntry } from "./search/catalog-entry";
import type { CatalogIndex } from "./search/catalog-index";
import { freshCatalog } from "./search/open-catalog-search";
import { visibilityService } from "./visibility";

const KINDS = ["agent", "mcp-server", "model"] as const;
const DOOR = { agent: "/a2a", "mcp-server": "/mcp" } as const;

/** Finds what the caller may see: agents and tools by skill, by words or by what they mean. */
export const discover = operation({
  permission: "mesh:discover",
  tool: {
    name: "discover",
    description:
      "Find agents, MCP servers and models on the mesh: by skill, by words, or by a description of what is needed (mode meaning).",
    examples: [
      { q: "invoice" },
      { kind: "agent", mode: "meaning", q: "somebody who can read scanned invoices" },
    ],
  },
})
  .route({ method: "GET", path: "/discover", summary: "Find agents, tools and models", tags: ["mesh"] })
  .input(discoverInput)
  .output(discoverOutput)
  .handler(async ({ input, context }) => {
    const visible = context.services.get(visibilityService);
    const snapshot = context.services.get(registryService).current();
    const index = await freshCatalog(context);
    const meaning =
      input.mode === "meaning" && input.q ? await rankByMeaning(context, index, input.q) : undefined;
    const matches = candidates(index, input, meaning?.scores).flatMap((entry) => {
      const asset = snapshot.find(entry.kind as AssetKind, entry.name) as Asset | undefined;
      if (!asset || !isInService(asset) || !visible.isVisible(context.principal, asset)) return [];
      const item = describe(asset, entry, meaning?.scores?.get(entry.id));
      return hasSkill(item, input.skill) ? [item] : [];
    });
    return {
      results: matches.slice(0, input.limit),
      total: matches.length,
      ...(meaning ? { meaning: meaning.use } : {}),
    };
  });

/** What fits before policy is asked: the closest first, or by kind and name. */
function candidates(
  index: CatalogIndex,
  input: DiscoverInput,
  scores: ReadonlyMap<string, number> | undefined,
): CatalogEntry[] {
  const kinds: readonly string[] = input.kind ? [input.kind] : KINDS;
  const ofKind = (entry: CatalogEntry | undefined): entry is CatalogEntry =>
    entry !== undefined && kinds.includes(entry.kind);
  if (scores) {
    const slots = [...scores.keys()].map((id) => index.slotOfId(id));
    return slots.map((slot) => (slot === undefined ? undefined : index.entry(slot))).filter(ofKind);
  }
  const words = (input.q?.toLowerCase().split(/\s+/) ?? []).filter(Boolean);
  const found = intersect(index.alive, ...words.map((word) => index.matching(word)));
  return [...index.ordered("kind").slots]
    .filter((slot) => hasBit(found, slot))
    .map((slot) => index.entry(slot))
    .filter(ofKind);
}

function isInService({ lifecycle, suspendedReason }: Asset): boolean {
  return (lifecycle === "active" || lifecycle === "deprecated") && suspendedReason === undefined;
}

function describe(asset: Asset, entry: CatalogEntry, score: number | undefined): Found {
  const { kind, name, title, description, domain, certified, dataClass, version } = asset;
  const path = kind === "agent" || kind === "mcp-server" ? `${DOOR[kind]}/${name}` : "/v1";
  return {
    kind,
    name,
    title,
    description,
    domain,
    certified,
    dataClass,
    version,
    path,
    tags: [...asset.tags],
    terms: entry.skills,
    field: entry.field,
    skills: skillsOf(asset),
    ...(score === undefined ? {} : { score }),
  };
}

function skillsOf(asset: Asset): Found["skills"] {
  if (asset.kind === "agent") return (asset as Asset<"agent">).spec.skills;
  if (asset.kind !== "mcp-server") return [];
  return (asset as Asset<"mcp-server">).spec.tools.map((tool) => ({
    id: tool.name,
    name: tool.title ?? tool.name,
    description: tool.description ?? "",
    tags: [],
  }));
}

/** By a term of the vocabulary, or by the id or a tag of a skill of its own. */
function hasSkill(item: Found, skill: string | undefined): boolean {
  if (skill === undefined) return true;
  const wanted = skill.toLowerCase();
  if (item.terms.includes(wanted)) return true;
  return item.skills.some(
    (one) => one.id.toLowerCase() === wanted || one.tags.some((tag) => tag.toLowerCase() === wanted),
  );
}
