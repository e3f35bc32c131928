import { z } from "zod";
import { operation } from "@/lib/identity/operation";
import { type Asset, DATA_CLASSES, registryService } from "./asset";
import { visibilityService } from "./visibility";

const found = z.object({
  kind: z.string(),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  domain: z.string(),
  certified: z.boolean(),
  dataClass: z.enum(DATA_CLASSES),
  version: z.number().int(),
  tags: z.array(z.string()),
  /** Skills of an agent, tools of a server. */
  skills: z.array(
    z.object({ id: z.string(), name: z.string(), description: z.string(), tags: z.array(z.string()) }),
  ),
  /** Where the mesh serves it. */
  path: z.string(),
});

type Found = z.infer<typeof found>;

const DOOR = { agent: "/a2a", "mcp-server": "/mcp" } as const;

/** Finds what the caller may see: agents by skill, tools and models by words. */
export const discover = operation({
  permission: "mesh:discover",
  tool: {
    name: "discover",
    description: "Find agents, MCP servers and models on the mesh, by skill or by words.",
  },
})
  .route({ method: "GET", path: "/discover", summary: "Find agents, tools and models", tags: ["mesh"] })
  .input(
    z.object({
      kind: z.enum(["agent", "mcp-server", "model"]).optional().describe("Only this kind."),
      skill: z.string().trim().min(1).max(200).optional().describe("An agent's skill, by id or tag."),
      q: z.string().trim().min(1).max(200).optional().describe("Words that must all occur in its texts."),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  )
  .output(z.object({ results: z.array(found), total: z.number().int() }))
  .handler(async ({ input, context }) => {
    const snapshot = context.services.get(registryService).current();
    const visible = context.services.get(visibilityService);
    const kinds = input.kind ? [input.kind] : (["agent", "mcp-server", "model"] as const);
    const words = input.q?.toLowerCase().split(/\s+/) ?? [];
    const matches = kinds
      .flatMap((kind) => snapshot.list(kind) as readonly Asset[])
      .filter((asset) => asset.lifecycle === "active" || asset.lifecycle === "deprecated")
      .filter((asset) => asset.suspendedReason === undefined && visible.isVisible(context.principal, asset))
      .map(describe)
      .filter((item) => hasSkill(item, input.skill) && hasWords(item, words));
    return { results: matches.slice(0, input.limit), total: matches.length };
  });

function describe(asset: Asset): Found {
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
    skills: skillsOf(asset),
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

function hasSkill(item: Found, skill: string | undefined): boolean {
  if (skill === undefined) return true;
  const wanted = skill.toLowerCase();
  return item.skills.some(
    (one) => one.id.toLowerCase() === wanted || one.tags.some((tag) => tag.toLowerCase() === wanted),
  );
}

function hasWords(item: Found, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const skills = item.skills.map(
    (skill) => `${skill.id} ${skill.name} ${skill.description} ${skill.tags.join(" ")}`,
  );
  const text = [item.name, item.title, item.description, item.domain, ...item.tags, ...skills]
    .join(" ")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
