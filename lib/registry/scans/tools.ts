import { excerptOf, type Finding } from "./finding";
import { isDisguised } from "./names";
import { isAscii, skeletonOf } from "./skeleton";
import { type PlacedText, textsIn } from "./texts-in";
import { type Word, wordsOf } from "./words";

export interface ScannedTool {
  name: string;
  title?: unknown;
  description?: unknown;
  inputSchema?: unknown;
}

/** A server with the names of its tools. */
export interface ServerTools {
  server: string;
  tools: readonly string[];
}

const ORDERS: ReadonlySet<string> = new Set(
  "must always never first before instead required only should replace replaces replacing redirect".split(
    " ",
  ),
);
/** How far an order may stand from the name of the tool that it is about, in words. */
const NEAR = 12;

/** Tools that stand in the way of another server's: by their names, or because they speak of them. */
export function scanTools(
  server: string,
  tools: readonly ScannedTool[],
  others: readonly ServerTools[],
  path = "/spec/tools",
): Finding[] {
  const foreign = others.filter((other) => other.server !== server);
  const own = new Set(tools.map(({ name }) => name.toLowerCase()));
  const spokenOf = new Map(
    foreign.flatMap((other) =>
      other.tools
        .filter((name) => isTelling(name) && !own.has(name.toLowerCase()))
        .map((name) => [name.toLowerCase(), other.server] as const),
    ),
  );
  const bySkeleton = new Map(
    foreign.flatMap((other) =>
      other.tools.map((name) => [skeletonOf(name), { name, server: other.server }] as const),
    ),
  );
  return tools.flatMap((tool, at) => [
    ...nameFindings(tool.name, `${path}/${at}/name`, bySkeleton),
    ...textsIn(
      { title: tool.title, description: tool.description, inputSchema: tool.inputSchema },
      `${path}/${at}`,
    ).flatMap((text) => speechFindings(text, spokenOf)),
  ]);
}

function nameFindings(
  name: string,
  path: string,
  bySkeleton: ReadonlyMap<string, { name: string; server: string }>,
): Finding[] {
  const excerpt = excerptOf(name);
  const like = bySkeleton.get(skeletonOf(name));
  if (like && like.name !== name && !(isAscii(name) && isAscii(like.name))) {
    const message = `It looks like the tool ${like.name} of ${like.server} and is another one.`;
    return [{ code: "confusable_name", severity: "severe", path, excerpt, message }];
  }
  if (isDisguised(name)) {
    const message = "Its letters look like plain ones and are of another alphabet.";
    return [{ code: "mixed_letters", severity: "severe", path, excerpt, message }];
  }
  if (like?.name !== name) return [];
  const message = `${like.server} has a tool of this name too; they are told apart by their servers.`;
  return [{ code: "same_name", severity: "notable", path, excerpt, message }];
}

function speechFindings({ path, text }: PlacedText, spokenOf: ReadonlyMap<string, string>): Finding[] {
  const words = wordsOf(text);
  for (const [at, { text: word }] of words.entries()) {
    const server = spokenOf.get(word);
    if (server === undefined) continue;
    const ordered = isOrdered(words, at);
    const message = ordered
      ? `It gives orders about ${word}, a tool of ${server}.`
      : `It speaks of ${word}, a tool of ${server}.`;
    const severity = ordered ? "severe" : "notable";
    return [{ code: "speaks_of_other_tool", severity, path, excerpt: excerptOf(text), message }];
  }
  return [];
}

function isOrdered(words: readonly Word[], at: number): boolean {
  return words.slice(Math.max(0, at - NEAR), at + NEAR + 1).some(({ text }) => ORDERS.has(text));
}

/** Whether a name is no everyday word: `search` in a text is not about the tool `search`. */
function isTelling(name: string): boolean {
  return name.length >= 5 && (/[_\-./]/.test(name) || /[a-z][A-Z]/.test(name));
}
