import { isRecord } from "@/lib/core/is-record";

/** A schema may be this deep, as values may. */
const MAX_DEPTH = 64;

/**
 * How many parts of a JSON Schema are looked at for one value at most, counting a shared part each time it is reached. Forty definitions that each name the next one twice look harmless and mean 2^40 steps; this is where that shows.
 * @returns the count (lists and maps of the value count once), or in words why it cannot be told
 */
export function schemaCost(schema: Readonly<Record<string, unknown>>): number | string {
  const known = new Map<unknown, number>();
  const open = new Set<unknown>();
  let problem: string | undefined;

  const costOf = (node: unknown, depth: number): number => {
    if (problem !== undefined || typeof node !== "object" || node === null) return 0;
    const seen = known.get(node);
    if (seen !== undefined) return seen;
    if (open.has(node)) {
      problem = "It refers to itself; a value could keep the check busy without end.";
      return 0;
    }
    if (depth > MAX_DEPTH) {
      problem = `It nests deeper than ${MAX_DEPTH}.`;
      return 0;
    }
    open.add(node);
    let cost = 1;
    for (const [name, part] of Object.entries(node)) cost += costOfMember(node, name, part, depth + 1);
    open.delete(node);
    known.set(node, cost);
    return cost;
  };

  const costOfMember = (node: object, name: string, part: unknown, depth: number): number => {
    if (Array.isArray(node)) return costOf(part, depth);
    if (name === "$ref" && typeof part === "string") return costOf(targetOf(part), depth);
    if (UNSUPPORTED.has(name) || (name === "$id" && depth > 1)) problem ??= `${name} is not supported here.`;
    if (DATA.has(name)) return 0;
    // The members of these are names of the value, whatever keyword they look like.
    if (MAPS.has(name) && isRecord(part)) {
      return Object.values(part).reduce((sum: number, one) => sum + costOf(one, depth), 0);
    }
    return costOf(part, depth);
  };

  const targetOf = (ref: string): unknown => {
    const target = ref.startsWith("#") ? byPointer(schema, ref.slice(1)) : undefined;
    if (target === undefined)
      problem ??= `It refers to ${ref.slice(0, 200)}, which is not in it. Only places inside it (#/$defs/...) can be named.`;
    return target;
  };

  const cost = costOf(schema, 0);
  return problem ?? cost;
}

const UNSUPPORTED = new Set(["$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$anchor"]);
const MAPS = new Set(["properties", "patternProperties", "dependentSchemas"]);
/** What holds values and no schemas, and definitions, which count where they are named. */
const DATA = new Set([
  "const",
  "enum",
  "default",
  "examples",
  "required",
  "title",
  "description",
  "$defs",
  "definitions",
]);

/** RFC 6901. */
function byPointer(root: unknown, pointer: string): unknown {
  if (pointer !== "" && !pointer.startsWith("/")) return undefined;
  let node: unknown = root;
  for (const part of pointer.split("/").slice(1)) {
    const name = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(node)) node = node[Number(name)];
    else if (isRecord(node) && Object.hasOwn(node, name)) node = node[name];
    else return undefined;
  }
  return node;
}
