import { operation } from "@/lib/identity/operation";
import { type Asset, type RegistrySnapshot, registryService } from "@/lib/registry/asset";
import { ACTIONS } from "./decision";
import {
  listPolicyWordsInput,
  listPolicyWordsOutput,
  type PolicyWordList,
  type WORD_KINDS,
} from "./policy-words.schema";
import { type ArgumentType, argumentTypes } from "./tool-schema";

const MOST = 50;

/** Names that a policy can speak of, to complete what is being typed. */
export const listPolicyWords = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/policies/words",
    summary: "Names for writing policies",
    tags: ["policies"],
  })
  .input(listPolicyWordsInput)
  .output(listPolicyWordsOutput)
  .handler(async ({ input: { kind, q }, context }) => {
    const snapshot = context.services.get(registryService).current();
    const wanted = q.toLowerCase();
    const words: Word[] = [];
    for (const word of wordsOf(snapshot, kind, q)) {
      if (kind !== "Arguments" && !word.text.toLowerCase().includes(wanted)) continue;
      if (words.length === MOST) return { words, more: true };
      words.push(word);
    }
    return { words, more: false };
  });

type Word = PolicyWordList["words"][number];

function* wordsOf(snapshot: RegistrySnapshot, kind: (typeof WORD_KINDS)[number], q: string): Generator<Word> {
  switch (kind) {
    case "Agent":
      return yield* snapshot.list("agent").map(named);
    case "McpServer":
      return yield* snapshot.list("mcp-server").map(named);
    case "Model":
      return yield* snapshot.list("model").map(named);
    case "Domain":
      return yield* domainsOf(snapshot);
    case "Tool":
      return yield* toolsOf(snapshot);
    case "Action":
      yield* ACTIONS.map((text) => ({ text: text as string, detail: "action" }));
      for (const { text, detail } of toolsOf(snapshot)) yield { text: `callTool:${text}`, detail };
      return;
    case "Arguments":
      return yield* argumentsOf(snapshot, q);
    default:
      return kind satisfies never;
  }
}

function named({ name, title, domain }: Asset): Word {
  return { text: name, detail: title === name ? domain : `${title}, ${domain}` };
}

function* toolsOf(snapshot: RegistrySnapshot): Generator<Word> {
  for (const { name, spec } of snapshot.list("mcp-server")) {
    for (const tool of spec.tools) yield { text: `${name}/${tool.name}`, detail: tool.title ?? "tool" };
  }
}

function domainsOf(snapshot: RegistrySnapshot): Word[] {
  const kinds = ["agent", "mcp-server", "model", "policy"] as const;
  const names = kinds.flatMap((kind) =>
    (snapshot.list(kind) as readonly Asset[]).map(({ domain }) => domain),
  );
  return [...new Set(names)].sort().map((text) => ({ text, detail: "domain" }));
}

function argumentsOf(snapshot: RegistrySnapshot, id: string): Word[] {
  const slash = id.indexOf("/");
  const server = snapshot.find("mcp-server", id.slice(0, slash));
  const tool = server?.spec.tools.find(({ name }) => name === id.slice(slash + 1));
  if (!tool) return [];
  return [...argumentTypes(tool.inputSchema)].map(([text, type]) => ({
    text,
    detail: CEDAR_TYPES[type.kind],
  }));
}

const CEDAR_TYPES = {
  string: "String",
  boolean: "Boolean",
  integer: "Long",
  array: "Set",
  object: "record",
} satisfies Record<ArgumentType["kind"], string>;
