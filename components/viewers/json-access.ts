import { type JsonNode, parseJsonSource } from "./parse-json-source";

/* Reads what strangers sent without trusting its shape: each step gives undefined where the value is something else. */

/** A member of an object, by its path. Of repeated members the last, as parsers do. */
export function at(node: JsonNode | undefined, ...path: readonly string[]): JsonNode | undefined {
  let here = node;
  for (const name of path) {
    if (here?.kind !== "object") return undefined;
    here = here.members.findLast(({ key }) => key === name)?.value;
  }
  return here;
}

export function textAt(node: JsonNode | undefined, ...path: readonly string[]): string | undefined {
  const found = at(node, ...path);
  return found?.kind === "string" ? found.value : undefined;
}

/** A text, or a number or literal as it was written. */
export function wordAt(node: JsonNode | undefined, ...path: readonly string[]): string | undefined {
  const found = at(node, ...path);
  if (found === undefined || found.kind === "object" || found.kind === "array") return undefined;
  return found.kind === "string" ? found.value : found.source;
}

export function itemsAt(node: JsonNode | undefined, ...path: readonly string[]): readonly JsonNode[] {
  const found = at(node, ...path);
  return found?.kind === "array" ? found.items : [];
}

export function isTrue(node: JsonNode | undefined, ...path: readonly string[]): boolean {
  return at(node, ...path)?.source === "true";
}

/** Whether a text is a JSON object or list. */
export function isStructured(text: string): boolean {
  const node = parseJsonSource(text);
  return node?.kind === "object" || node?.kind === "array";
}
