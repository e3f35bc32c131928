import { type JsonNode, parseJsonSource } from "../viewers/parse-json-source";

/** The way to a value: names of members and places in lists. */
export type JsonPath = readonly (string | number)[];

/**
 * Changes one value of a document and leaves everything else as it was written: numbers keep their digits, members their order. What is on the way and is not there, or is of another kind, is made.
 * @param source JSON text of the new value; undefined takes the member or item out
 */
export function editJson(text: string, path: JsonPath, source: string | undefined): string {
  const value = source === undefined ? undefined : parseJsonSource(source);
  const root = parseJsonSource(text) ?? EMPTY_OBJECT;
  return printJson(replaceAt(root, path, value) ?? EMPTY_OBJECT);
}

/** A document with two spaces for each level; scalars as they were written. */
export function printJson(node: JsonNode, indent = ""): string {
  const inner = `${indent}  `;
  if (node.kind === "object") {
    const members = node.members.map(
      ({ key, value }) => `${inner}${JSON.stringify(key)}: ${printJson(value, inner)}`,
    );
    return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
  }
  if (node.kind === "array") {
    const items = node.items.map((item) => inner + printJson(item, inner));
    return items.length === 0 ? "[]" : `[\n${items.join(",\n")}\n${indent}]`;
  }
  return node.source;
}

const EMPTY_OBJECT: JsonNode = { kind: "object", source: "{}", members: [] };

function replaceAt(
  node: JsonNode | undefined,
  path: JsonPath,
  value: JsonNode | undefined,
): JsonNode | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === "number") {
    const items = node?.kind === "array" ? [...node.items] : [];
    const next = replaceAt(items[step], rest, value);
    if (next) items[Math.min(step, items.length)] = next;
    else items.splice(step, 1);
    return { kind: "array", source: "", items };
  }
  const members = node?.kind === "object" ? node.members : [];
  const index = members.findLastIndex(({ key }) => key === step);
  const next = replaceAt(members[index]?.value, rest, value);
  if (!next) return { kind: "object", source: "", members: members.filter((_, at) => at !== index) };
  const member = { key: step, value: next };
  return {
    kind: "object",
    source: "",
    members: index === -1 ? [...members, member] : members.map((old, at) => (at === index ? member : old)),
  };
}
