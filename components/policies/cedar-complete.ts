import { nameBefore, pathBefore, wordStart } from "./cedar-scan";
import { ANNOTATIONS, ATTRIBUTES, ENTITY_TYPES, KEYWORDS, METHODS, type Word } from "./cedar-words";

/** What can stand at a place of a text: words that are known, or names that only the mesh knows. `from` is where the part begins that is replaced. */
export type Offer =
  | { from: number; words: readonly Word[] }
  | { from: number; ask: { kind: string; q: string } }
  | undefined;

const REGISTERED = ["Agent", "McpServer", "Tool", "Model", "Domain", "Action"];
const MESH: Word = { text: "mesh", detail: "the whole mesh" };

/**
 * What to offer at the end of `before`, the text up to the cursor.
 * @param asked whether it was asked for by key: then keywords come without a first letter too
 */
export function offerAt(before: string, asked: boolean): Offer {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (line.includes("//") && !isInString(line.slice(0, line.indexOf("//")))) return undefined;
  const name = nameBefore(line);
  if (name) return namesOf(name.type, name.typed, before.length);
  if (isInString(line)) return undefined;
  const wordAt = wordStart(before, before.length);
  const typed = before.slice(wordAt);
  if (before[wordAt - 1] === "@") return offer(ANNOTATIONS, typed, before);
  const path = pathBefore(before, wordAt);
  if (path) return membersOf(path, typed, before);
  const word = typed.replace(/^\d+/, "");
  if (word === "" && !asked) return undefined;
  return offer([...KEYWORDS, ...ENTITY_TYPES.map((text) => ({ text, detail: "type" }))], word, before);
}

function offer(words: readonly Word[], typed: string | undefined, before: string): Offer {
  return { from: before.length - (typed ?? "").length, words };
}

function namesOf(type: string, typed: string, length: number): Offer {
  const from = length - typed.length;
  if (type === "Mesh") return { from, words: [MESH] };
  return REGISTERED.includes(type) ? { from, ask: { kind: type, q: typed } } : undefined;
}

function membersOf(path: string, typed: string, before: string): Offer {
  if (path === "context.args") {
    const tool = toolOf(before);
    return tool ? { from: before.length - typed.length, ask: { kind: "Arguments", q: tool } } : undefined;
  }
  const words = attributesOf(path);
  return words && offer(words, typed, before);
}

function attributesOf(path: string): readonly Word[] | undefined {
  if (path === "principal" || path === "resource" || path === "context") return ATTRIBUTES[path];
  if (path === "context.actor" || path === "context.subject") return ATTRIBUTES.party;
  if (/^context\.(actor|subject)\.(agent|service|user)$/.test(path)) return ATTRIBUTES.principal;
  if (/(tags|skills|roles|domains|capabilities|labels)$/.test(path)) return METHODS;
  return undefined;
}

/** The tool that the policy around the cursor names last. */
function toolOf(before: string): string | undefined {
  const policy = before.slice(before.lastIndexOf(";") + 1);
  return [...policy.matchAll(/Action::"callTool:([^"\n]+)"/g)].at(-1)?.[1];
}

function isInString(line: string): boolean {
  return (line.replaceAll(/\\./g, "").match(/"/g)?.length ?? 0) % 2 === 1;
}
