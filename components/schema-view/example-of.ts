import { resolve } from "./read-schema";

const MAX_DEPTH = 5;

/** A value that fits a JSON schema as far as its types say: what the schema itself gives as an example, default or first choice, else something of the type. Only required members, so that it is short. */
export function exampleOf(schema: unknown): unknown {
  return build(schema, schema, 0);
}

function build(given: unknown, root: unknown, depth: number): unknown {
  const node = resolve(given, root);
  const [first] = [node.examples, node.enum].filter(Array.isArray).map((list: unknown[]) => list[0]);
  const own = [node.const, node.default, first].find((value) => value !== undefined);
  if (own !== undefined) return own;
  const choices = [node.anyOf, node.oneOf].find(Array.isArray) as unknown[] | undefined;
  if (choices && depth < MAX_DEPTH) return build(choices[0], root, depth + 1);
  const type = Array.isArray(node.type) ? node.type[0] : node.type;
  switch (type) {
    case "string":
      return "text";
    case "integer":
    case "number":
      return typeof node.minimum === "number" ? node.minimum : 1;
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return depth < MAX_DEPTH ? [build(node.items, root, depth + 1)] : [];
    default:
      return objectExample(node, root, depth);
  }
}

function objectExample(node: Readonly<Record<string, unknown>>, root: unknown, depth: number): unknown {
  const properties = (typeof node.properties === "object" && node.properties) || {};
  const required = new Set(Array.isArray(node.required) ? node.required : []);
  if (depth >= MAX_DEPTH) return {};
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.has(name))
      .map(([name, member]) => [name, build(member, root, depth + 1)]),
  );
}
