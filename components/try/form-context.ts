import type { JsonNode } from "../viewers/parse-json-source";
import type { Problem } from "./check-value";
import type { JsonPath } from "./edit-json";

/** What every field of a form works with. */
export interface FormState {
  /** The schema, in which references are looked up. */
  root: JsonNode;
  /** @param source JSON text; undefined takes the value out */
  set: (path: JsonPath, source: string | undefined) => void;
  /** Shown once the person has tried to send. */
  problems: readonly Problem[];
  id: string;
}

export function fieldId(form: FormState, path: JsonPath): string {
  return `${form.id}-${path.join("-")}`;
}

export function problemAt(form: FormState, path: JsonPath): string | undefined {
  const wanted = path.join("\u0000");
  return form.problems.find((problem) => problem.path.join("\u0000") === wanted)?.message;
}
