import { z } from "zod";
import { VERSION } from "@/lib/core/version";
import type { MeshTool } from "@/lib/protocols/api/mesh-tool";
import { accessMembers, canonicalCard } from "../card/access-members";
import { asObject, type JsonObject } from "../operation";
import { HTTP_JSON_PATH, JSON_RPC_PATH } from "./paths";
import { SEARCH_SKILL } from "./read-question";

/** What a reader of the card must know to be understood. */
export const OWN_DESCRIPTION = [
  "The mesh itself. It finds agents, MCP servers and models, describes them, explains refusals, tells what is left of budgets and takes requests for access and for changes.",
  'Send one data part {"skill": "<id>", "input": {...}}, or the same JSON as text; or name the skill as `skill` in the message\'s metadata and send its input alone as the data part.',
  `Any other text is taken as a search (${SEARCH_SKILL}): for its words, and where nothing has them for what it means.`,
  "The answer is a message with a sentence and the skill's output as data. No tasks are kept.",
].join(" ");

const MODES = ["application/json", "text/plain"];

/** The card of the mesh in the JSON of 1.0, not yet signed. @param skills the operations that agents may use */
export function ownCard(publicUrl: string, skills: readonly MeshTool[]): JsonObject {
  return canonicalCard({
    name: "Signalbox",
    description: OWN_DESCRIPTION,
    version: VERSION,
    provider: { organization: "Signalbox", url: publicUrl },
    documentationUrl: `${publicUrl}/docs/discovery`,
    ...accessMembers(publicUrl, { jsonRpc: publicUrl + JSON_RPC_PATH, httpJson: publicUrl + HTTP_JSON_PATH }),
    capabilities: { streaming: true, pushNotifications: false },
    defaultInputModes: MODES,
    defaultOutputModes: MODES,
    skills: skills.map(skillOf),
  });
}

function skillOf(tool: MeshTool): JsonObject {
  const { name, description, tags = [], examples = [] } = tool;
  const words = name === SEARCH_SKILL ? examples.flatMap((input) => wordsOf(input)) : [];
  return {
    id: name,
    name: tool.title ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " "),
    description: `${description} ${membersOf(tool)}`,
    tags: [...tags],
    examples: [...words, ...examples.map((input) => JSON.stringify({ skill: name, input }))],
  };
}

function wordsOf(input: object): string[] {
  return "q" in input && typeof input.q === "string" ? [input.q] : [];
}

/** A card has no place for schemas: the members of the input in words. */
function membersOf({ inputSchema }: MeshTool): string {
  const schema: JsonObject = z.toJSONSchema(inputSchema, { io: "input", unrepresentable: "any" });
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const names = Object.keys(asObject(schema.properties) ?? {});
  const needed = names.filter((name) => required.has(name));
  const others = names.filter((name) => !required.has(name));
  if (names.length === 0) return "It takes no input.";
  const parts = [needed.join(", "), others.length > 0 ? `optional ${others.join(", ")}` : ""];
  return `Input: ${parts.filter(Boolean).join("; ")}.`;
}
