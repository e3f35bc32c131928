import { decodeHeaderText, paramHeaders } from "./param-headers";
import { McpRejection, RPC } from "./rejection";

/**
 * Holds the `Mcp-Param-*` headers of a tool call to its arguments (2026-07-28, custom headers): whoever routes by header must not be told another region or tenant than the tool. Checked at the mesh for every server, since
 * many do not.
 * @throws McpRejection -32020
 */
export function checkParamHeaders(
  inputSchema: unknown,
  args: unknown,
  given: Readonly<Record<string, string>>,
): void {
  const expected = paramHeaders(inputSchema, args);
  for (const name of annotatedIn(inputSchema)) {
    const header = given[name];
    const wanted = expected[name];
    if (header === undefined && wanted === undefined) continue;
    if (header === undefined) throw disagree(`${name} is missing`);
    const decoded = decodeHeaderText(header.trim());
    if (decoded === undefined) throw disagree(`${name} is not valid Base64`);
    if (wanted === undefined || !sameValue(decoded, decodeHeaderText(wanted)))
      throw disagree(`the body and ${name} say different things`);
  }
}

const annotated = new WeakMap<object, readonly string[]>();

/** Every header that the schema asks for, whether these arguments have a value for it or not. Schemas of registered tools stay the same objects until they are registered anew. */
function annotatedIn(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const known = annotated.get(schema) ?? Object.keys(paramHeaders(schema, filled(schema)));
  annotated.set(schema, known);
  return known;
}

/** Arguments with some text in every annotated place of the schema. */
function filled(schema: unknown, depth = 0): unknown {
  if (depth > 8 || typeof schema !== "object" || schema === null || !("properties" in schema)) return "x";
  const { properties } = schema;
  if (typeof properties !== "object" || properties === null) return "x";
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, filled(value, depth + 1)]),
  );
}

/** `1` and `1.0` are one number. */
function sameValue(a: string, b: string | undefined): boolean {
  if (a === b) return true;
  return b !== undefined && a !== "" && b !== "" && Number(a) === Number(b);
}

function disagree(what: string): McpRejection {
  return new McpRejection(400, RPC.headerMismatch, `The request's headers and body disagree: ${what}.`);
}
