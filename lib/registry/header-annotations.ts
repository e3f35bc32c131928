import { textOf } from "@/lib/core/text-of";

/** A header name as HTTP allows it (RFC 9110 section 5.6.2). */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/;
const PRIMITIVE = new Set(["string", "integer", "boolean"]);
const MAX_DEPTH = 8;

/**
 * Why a tool may not be used for the headers that its schema asks for (`x-mcp-header`), or undefined when it may: an empty or unfit name, a value that is not of a primitive type, one name twice. Clients must leave such a tool
 * out, or one parameter could speak in the name of another (MCP 2026-07-28, custom headers).
 */
export function headerProblem(inputSchema: unknown): string | undefined {
  const seen = new Set<string>();
  const look = (schema: unknown, depth: number): string | undefined => {
    const properties = isObject(schema) ? schema.properties : undefined;
    if (depth > MAX_DEPTH || !isObject(properties)) return undefined;
    for (const [key, property] of Object.entries(properties)) {
      if (!isObject(property)) continue;
      const problem = own(property, seen) ?? look(property, depth + 1);
      if (problem !== undefined) return `${key.slice(0, 60)} ${problem}`;
    }
    return undefined;
  };
  return look(inputSchema, 0);
}

function own(property: Record<string, unknown>, seen: Set<string>): string | undefined {
  const name = property["x-mcp-header"];
  if (name === undefined) return undefined;
  if (typeof name !== "string" || !TOKEN.test(name)) return "asks for a header without a fit name";
  if (!PRIMITIVE.has(textOf(property.type))) return "asks for a header and is not of a primitive type";
  if (seen.has(name.toLowerCase())) return "asks for a header that another parameter has";
  seen.add(name.toLowerCase());
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
