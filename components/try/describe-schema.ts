import { at, isTrue, itemsAt, textAt, wordAt } from "../viewers/json-access";
import type { JsonNode } from "../viewers/parse-json-source";

/** What a form needs to know of a JSON schema (2020-12 and the drafts before it). Titles and descriptions are a stranger's text. */
export type Shape =
  | {
      kind: "text";
      minLength: number | undefined;
      maxLength: number | undefined;
      format: string | undefined;
      pattern: string | undefined;
    }
  | { kind: "number"; whole: boolean; minimum: number | undefined; maximum: number | undefined }
  | { kind: "boolean" }
  /** Each option as JSON text. */
  | { kind: "choice"; options: readonly string[] }
  | { kind: "list"; item: JsonNode | undefined; minItems: number | undefined; maxItems: number | undefined }
  | { kind: "object"; members: readonly Member[] }
  /** Anything else is written as JSON. */
  | { kind: "json" };

export interface Member {
  name: string;
  schema: JsonNode;
  required: boolean;
  title: string | undefined;
  description: string | undefined;
  /** JSON text. */
  initial: string | undefined;
}

const MAX_REFS = 10;
/** A form deeper than this is no help; the rest is written as JSON. Ends schemas that contain themselves. */
const MAX_DEPTH = 5;

/** @param root the whole schema, in which references are looked up; they lead nowhere else */
export function describeSchema(schema: JsonNode | undefined, root: JsonNode, depth = 0): Shape {
  const node = resolve(schema, root);
  if (node?.kind !== "object" || depth > MAX_DEPTH) return { kind: "json" };
  const options = at(node, "enum") ? itemsAt(node, "enum").map(({ source }) => source) : undefined;
  if (options && options.length > 0) return { kind: "choice", options };
  const only = at(node, "const");
  if (only) return { kind: "choice", options: [only.source] };
  switch (typeOf(node)) {
    case "string":
      return {
        kind: "text",
        minLength: countAt(node, "minLength"),
        maxLength: countAt(node, "maxLength"),
        format: textAt(node, "format"),
        pattern: textAt(node, "pattern"),
      };
    case "number":
    case "integer":
      return {
        kind: "number",
        whole: typeOf(node) === "integer",
        minimum: countAt(node, "minimum"),
        maximum: countAt(node, "maximum"),
      };
    case "boolean":
      return { kind: "boolean" };
    case "array":
      return {
        kind: "list",
        item: at(node, "items"),
        minItems: countAt(node, "minItems"),
        maxItems: countAt(node, "maxItems"),
      };
    case "object":
      return objectShape(node, root, depth);
    default:
      return { kind: "json" };
  }
}

function objectShape(node: JsonNode, root: JsonNode, depth: number): Shape {
  const properties = at(node, "properties");
  if (properties?.kind !== "object" || properties.members.length === 0) {
    return depth === 0 ? { kind: "object", members: [] } : { kind: "json" };
  }
  const required = new Set(
    itemsAt(node, "required").map((name) => (name.kind === "string" ? name.value : "")),
  );
  const members = properties.members.map(({ key, value }): Member => {
    const schema = resolve(value, root) ?? value;
    return {
      name: key,
      schema,
      required: required.has(key),
      title: textAt(schema, "title") ?? textAt(value, "title"),
      description: textAt(value, "description") ?? textAt(schema, "description"),
      initial: (at(value, "default") ?? at(schema, "default"))?.source,
    };
  });
  // What must be given comes first; else the order of the schema.
  return {
    kind: "object",
    members: [...members.filter((m) => m.required), ...members.filter((m) => !m.required)],
  };
}

/** Follows references within the document, and takes the one choice that is left when the other is null. */
function resolve(schema: JsonNode | undefined, root: JsonNode): JsonNode | undefined {
  let node = schema;
  for (let hops = 0; hops < MAX_REFS; hops++) {
    const ref = textAt(node, "$ref");
    const choices = [...itemsAt(node, "anyOf"), ...itemsAt(node, "oneOf")].filter(
      (choice) => textAt(choice, "type") !== "null",
    );
    const all = itemsAt(node, "allOf");
    if (ref !== undefined) node = lookUp(ref, root);
    else if (choices.length === 1) node = choices[0];
    else if (choices.length > 1) return undefined;
    else if (all.length === 1 && at(node, "properties") === undefined) node = all[0];
    else return node;
  }
  return undefined;
}

function lookUp(ref: string, root: JsonNode): JsonNode | undefined {
  if (ref === "#") return root;
  if (!ref.startsWith("#/")) return undefined;
  const steps = ref.slice(2).split("/");
  return at(root, ...steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")));
}

/** The one type that is not null; an object without the word is told by its properties. */
function typeOf(node: JsonNode): string | undefined {
  const names = itemsAt(node, "type").flatMap((type) => (type.kind === "string" ? [type.value] : []));
  const named =
    textAt(node, "type") ??
    (names.filter((name) => name !== "null").length === 1
      ? names.find((name) => name !== "null")
      : undefined);
  return named ?? (at(node, "properties") && !isTrue(node, "type") ? "object" : undefined);
}

function countAt(node: JsonNode, name: string): number | undefined {
  const value = Number(wordAt(node, name) ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}
