/** The part of a JSON Schema that Cedar can hold. */
export type ArgumentType = { nullable: boolean } & (
  | { kind: "string" }
  | { kind: "boolean" }
  | { kind: "integer" }
  | { kind: "array"; items: ArgumentType }
  | { kind: "object"; properties: ReadonlyMap<string, ArgumentType> }
);

type JsonSchema = Readonly<Record<string, unknown>>;

/** Deeper schemas exist only to be deep; `$ref` circles end here too. */
const MAX_DEPTH = 6;
const MAX_PROPERTIES = 200;

/** Names that mean something else in Cedar's JSON or in JavaScript. */
const RESERVED = new Set(["__entity", "__extn", "__proto__"]);

const known = new WeakMap<JsonSchema, ReadonlyMap<string, ArgumentType>>();

/**
 * The arguments of a tool that policies can speak of, by name: strings, booleans, whole numbers, lists of one of these and objects. Numbers with fractions, free-form objects and
 * alternatives are left out. Kept as long as the schema object lives.
 */
export function argumentTypes(inputSchema: JsonSchema): ReadonlyMap<string, ArgumentType> {
  let types = known.get(inputSchema);
  if (!types) {
    types = readProperties(inputSchema, inputSchema, 0);
    known.set(inputSchema, types);
  }
  return types;
}

function readProperties(
  schema: JsonSchema,
  root: JsonSchema,
  depth: number,
): ReadonlyMap<string, ArgumentType> {
  const types = new Map<string, ArgumentType>();
  if (!isSchema(schema.properties)) return types;
  for (const [name, property] of Object.entries(schema.properties).slice(0, MAX_PROPERTIES)) {
    const type = RESERVED.has(name) ? undefined : readType(property, root, depth + 1);
    if (type) types.set(name, type);
  }
  return types;
}

function readType(given: unknown, root: JsonSchema, depth: number): ArgumentType | undefined {
  if (depth > MAX_DEPTH || !isSchema(given)) return undefined;
  if (typeof given.$ref === "string") return readType(resolveRef(given.$ref, root), root, depth + 1);
  const alternatives = given.anyOf ?? given.oneOf;
  if (Array.isArray(alternatives)) return readAlternatives(alternatives, root, depth);
  const { name, nullable } = typeName(given);
  switch (name) {
    case "string":
    case "boolean":
    case "integer":
      return { kind: name, nullable };
    case "array": {
      const items = readType(given.items, root, depth + 1);
      // A null among the members has no place in a Cedar set.
      return items && !items.nullable ? { kind: "array", items, nullable } : undefined;
    }
    case "object": {
      const properties = readProperties(given, root, depth);
      return properties.size > 0 ? { kind: "object", properties, nullable } : undefined;
    }
    default:
      return undefined;
  }
}

/** `anyOf: [T, null]` is how many schema generators write an optional argument. Real alternatives have no one type. */
function readAlternatives(
  alternatives: unknown[],
  root: JsonSchema,
  depth: number,
): ArgumentType | undefined {
  const real = alternatives.filter((schema) => !(isSchema(schema) && schema.type === "null"));
  const [only] = real;
  const type = real.length === 1 ? readType(only, root, depth + 1) : undefined;
  return type && { ...type, nullable: type.nullable || real.length < alternatives.length };
}

/** `["string", "null"]` is a nullable string; an `enum` or `const` of strings is a string even when the type is not written. */
function typeName(schema: JsonSchema): { name: string | undefined; nullable: boolean } {
  const { type } = schema;
  if (typeof type === "string") return { name: type, nullable: false };
  if (Array.isArray(type)) {
    const names = type.filter((name) => name !== "null");
    return { name: names.length === 1 ? String(names[0]) : undefined, nullable: names.length < type.length };
  }
  const values = Array.isArray(schema.enum) ? schema.enum : [schema.const];
  const allStrings = values.length > 0 && values.every((value) => typeof value === "string");
  return { name: allStrings ? "string" : undefined, nullable: false };
}

/** Only references into the same document (`#/$defs/Name`) are followed. */
function resolveRef(ref: string, root: JsonSchema): unknown {
  if (!ref.startsWith("#/")) return undefined;
  let at: unknown = root;
  for (const part of ref.slice(2).split("/")) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (!isSchema(at) || !Object.hasOwn(at, name)) return undefined;
    at = at[name];
  }
  return at;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
