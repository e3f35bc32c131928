import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { RE2JS } from "re2js";
import { schemaCost } from "./schema-cost";

/** Says whether values fit a JSON Schema. */
export interface ValueCheck {
  /** What is wrong with a value, at most 5 sentences; empty when it fits. */
  problemsOf(value: unknown): string[];
}

/** Looked at in one check of one value at most; a schema beyond it could take minutes for a small value. */
const MAX_COST = 20_000;
const MAX_PROBLEMS = 5;

/**
 * Compiles a JSON Schema (2020-12) that a stranger may have written: it is refused if checking a value could take long, nothing is fetched for it, and its patterns run in linear time.
 * @returns the check, or in words why the schema cannot be used
 */
export function valueCheck(schema: Readonly<Record<string, unknown>>): ValueCheck | string {
  const cost = schemaCost(schema);
  if (typeof cost === "string") return cost;
  if (cost > MAX_COST) return `It is too large: checking one value would take ${cost} steps.`;
  try {
    const ajv = new Ajv2020({
      strict: false,
      allErrors: false,
      validateFormats: false,
      addUsedSchema: false,
      logger: false,
      code: { regExp: linearPatterns },
    });
    const validate = ajv.compile(structuredClone(schema));
    return { problemsOf: (value) => problemsOf(validate, value) };
  } catch (err) {
    return `It is no JSON Schema: ${err instanceof Error ? err.message : String(err)}`;
  }
}

function problemsOf(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, MAX_PROBLEMS).map(wordsFor);
}

function wordsFor({ instancePath, message = "does not fit", params }: ErrorObject): string {
  const place = instancePath === "" ? "The value" : instancePath.slice(1).replaceAll("/", ".");
  const named = typeof params.additionalProperty === "string" ? `: ${params.additionalProperty}` : "";
  return `${place} ${message}${named}`;
}

/** V8 takes 34 seconds for `(a+)+$` on 28 characters; RE2's algorithm takes time by the length of the text alone. */
const linearPatterns = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    // Ajv keeps patterns apart by how they read as text.
    return { test: (text: string) => compiled.matcher(text).find(), toString: () => pattern };
  },
  { code: "linearPatterns" },
);
