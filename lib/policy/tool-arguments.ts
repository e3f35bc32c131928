import type { CedarValue } from "./decision";
import { type ArgumentType, argumentTypes } from "./tool-schema";

/** The arguments of a tool call as policies read them, or why they cannot be read. */
export type ReadArguments = { args: Record<string, CedarValue> } | { unreadable: string };

/**
 * Arguments in the types that the tool's input schema promises, the same types that policies are validated against. What the schema does not declare or Cedar
 * cannot hold is left out: no valid policy can speak of it. A value that breaks its promised type makes the whole unreadable, because skipping it would
 * let a caller step past a forbid.
 */
export function readToolArguments(
  inputSchema: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): ReadArguments {
  const args = readRecord(argumentTypes(inputSchema), given, "");
  return args instanceof Mismatch ? { unreadable: args.message } : { args };
}

class Mismatch {
  readonly message: string;

  constructor(path: string, expected: string) {
    this.message = `${path} is not ${expected}`;
  }
}

function readRecord(
  types: ReadonlyMap<string, ArgumentType>,
  given: Readonly<Record<string, unknown>>,
  path: string,
): Record<string, CedarValue> | Mismatch {
  const record: Record<string, CedarValue> = {};
  for (const [name, type] of types) {
    if (!Object.hasOwn(given, name)) continue;
    const value = given[name];
    if (value === undefined || (value === null && type.nullable)) continue;
    const read = readValue(type, value, path === "" ? name : `${path}.${name}`);
    if (read instanceof Mismatch) return read;
    record[name] = read;
  }
  return record;
}

function readValue(type: ArgumentType, value: unknown, path: string): CedarValue | Mismatch {
  switch (type.kind) {
    case "string":
      return typeof value === "string" ? value : new Mismatch(path, "a string");
    case "boolean":
      return typeof value === "boolean" ? value : new Mismatch(path, "a boolean");
    case "integer":
      return Number.isSafeInteger(value) ? (value as number) : new Mismatch(path, "a whole number");
    case "array":
      return readArray(type.items, value, path);
    case "object":
      return isPlainRecord(value)
        ? readRecord(type.properties, value, path)
        : new Mismatch(path, "an object");
    default:
      return type satisfies never;
  }
}

function readArray(items: ArgumentType, value: unknown, path: string): CedarValue[] | Mismatch {
  if (!Array.isArray(value)) return new Mismatch(path, "a list");
  const members: CedarValue[] = [];
  for (const [index, member] of value.entries()) {
    const read = readValue(items, member, `${path}[${index}]`);
    if (read instanceof Mismatch) return read;
    members.push(read);
  }
  return members;
}

function isPlainRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
