type JsonObject = Readonly<Record<string, unknown>>;

/** One member that a JSON schema describes. Every text in it is a stranger's. */
export interface SchemaField {
  /** How to reach it: `customer.address[].street`; empty for the whole value. */
  path: string;
  depth: number;
  /** In words: `string`, `integer or null`, `list of string`. */
  type: string;
  required: boolean;
  description: string;
  /** Bounds in words, such as `at most 20 characters`. */
  rules: readonly string[];
}

export interface ReadSchema {
  fields: readonly SchemaField[];
  /** True where the schema has more than is listed. */
  cut: boolean;
}

const MAX_FIELDS = 200;
const MAX_DEPTH = 6;
const MAX_TEXT = 1000;

/**
 * The members of a JSON schema as a flat list in the order in which they are written. Local references (`#/$defs/...`) are followed; nothing is ever fetched. A schema may refer to itself and may be of any
 * size, so depth and number are bounded.
 */
export function readSchema(schema: unknown): ReadSchema {
  const fields: SchemaField[] = [];
  let cut = false;
  const visit = (given: unknown, path: string, depth: number, required: boolean, named: boolean) => {
    const node = resolve(given, schema);
    if (named) {
      if (fields.length >= MAX_FIELDS) {
        cut = true;
        return;
      }
      const description = typeof node.description === "string" ? node.description.slice(0, MAX_TEXT) : "";
      fields.push({ path, depth, type: typeOf(node, schema), required, description, rules: rulesOf(node) });
    }
    const inner = node.type === "array" || node.items !== undefined ? resolve(node.items, schema) : node;
    const innerPath = inner === node ? path : `${path}[]`;
    const members = Object.entries(objectOf(inner.properties));
    if (members.length > 0 && depth >= MAX_DEPTH) {
      cut = true;
      return;
    }
    const needed = Array.isArray(inner.required) ? inner.required : [];
    for (const [name, member] of members) {
      const at = innerPath ? `${innerPath}.${name}` : name;
      visit(member, at, named ? depth + 1 : depth, needed.includes(name), true);
    }
  };
  visit(schema, "", 0, false, false);
  return { fields, cut };
}

/** Follows a local reference. One that leads nowhere, or out of the document, is an empty schema. */
export function resolve(given: unknown, root: unknown): JsonObject {
  let node = objectOf(given);
  for (let hops = 0; typeof node.$ref === "string" && hops < MAX_DEPTH; hops++) {
    if (!node.$ref.startsWith("#/")) return {};
    let at: unknown = root;
    for (const part of node.$ref.slice(2).split("/")) {
      const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
      const here = objectOf(at);
      at = Object.hasOwn(here, key) ? here[key] : undefined;
    }
    node = objectOf(at);
  }
  return node;
}

function typeOf(node: JsonObject, root: unknown): string {
  const choices = [node.anyOf, node.oneOf].find(Array.isArray) as unknown[] | undefined;
  if (choices) {
    const types = [...new Set(choices.slice(0, 5).map((choice) => typeOf(resolve(choice, root), root)))];
    return types.join(" or ");
  }
  if (node.const !== undefined) return "constant";
  const types = (Array.isArray(node.type) ? node.type : [node.type]).filter(
    (type): type is string => typeof type === "string",
  );
  if (types.includes("array")) {
    const item = typeOf(resolve(node.items, root), root);
    return item === "any" ? "list" : `list of ${item}`;
  }
  if (types.length > 0) return types.slice(0, 5).join(" or ").slice(0, 80);
  return node.properties === undefined ? "any" : "object";
}

const RULES: readonly (readonly [member: string, text: (value: unknown) => string])[] = [
  ["enum", (value) => `one of ${(Array.isArray(value) ? value : [value]).slice(0, 20).map(say).join(", ")}`],
  ["const", (value) => `always ${say(value)}`],
  ["default", (value) => `${say(value)} unless given`],
  ["format", (value) => `format ${say(value)}`],
  ["pattern", (value) => `matches ${say(value)}`],
  ["minimum", (value) => `at least ${say(value)}`],
  ["exclusiveMinimum", (value) => `more than ${say(value)}`],
  ["maximum", (value) => `at most ${say(value)}`],
  ["exclusiveMaximum", (value) => `less than ${say(value)}`],
  ["minLength", (value) => `at least ${say(value)} characters`],
  ["maxLength", (value) => `at most ${say(value)} characters`],
  ["minItems", (value) => `at least ${say(value)} items`],
  ["maxItems", (value) => `at most ${say(value)} items`],
];

function rulesOf(node: JsonObject): string[] {
  const rules = RULES.flatMap(([member, text]) => (node[member] === undefined ? [] : [text(node[member])]));
  return node.additionalProperties === false ? [...rules, "no other members"] : rules;
}

function say(value: unknown): string {
  return (JSON.stringify(value) ?? "").slice(0, 120);
}

function objectOf(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
