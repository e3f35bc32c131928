import { isRecord } from "@/lib/core/is-record";
import { jsonLines } from "./json-lines";
import { isSame, valueWords } from "./value-words";

/** What differs between two JSON Schemas of arguments, as ends of a sentence: which are new, gone, of another type, needed. */
export function schemaWords(before: unknown, after: unknown): string[] {
  if (isSame(before, after)) return [];
  const [old, now] = [partsOf(before), partsOf(after)];
  if (!old || !now) return ["another schema"];
  const words: string[] = [];
  for (const name of Object.keys(old.properties)) {
    if (!Object.hasOwn(now.properties, name)) words.push(`the argument ${name} is gone`);
  }
  for (const [name, schema] of Object.entries(now.properties)) {
    const was = old.properties[name];
    const needed = now.required.includes(name);
    if (was === undefined) words.push(`the argument ${name} is new${needed ? " and needed" : ""}`);
    else {
      words.push(...argumentWords(name, was, schema));
      if (needed !== old.required.includes(name))
        words.push(`${name} is ${needed ? "needed now" : "no longer needed"}`);
    }
  }
  const rest = jsonLines("the schema", old.rest, now.rest);
  return words.length > 0 && rest.length === 0 ? words : [...words, ...rest.map(({ text }) => text)];
}

function argumentWords(name: string, before: unknown, after: unknown): string[] {
  if (isSame(before, after)) return [];
  const typeOf = (schema: unknown) => (isRecord(schema) ? schema.type : undefined);
  if (!isSame(typeOf(before), typeOf(after))) {
    return [`${name} is ${valueWords(typeOf(after))} now, was ${valueWords(typeOf(before))}`];
  }
  return [`what ${name} takes has changed`];
}

function partsOf(schema: unknown) {
  if (!isRecord(schema)) return undefined;
  const { properties = {}, required = [], ...rest } = schema;
  if (!isRecord(properties) || !Array.isArray(required)) return undefined;
  return { properties, required: required.map(String), rest };
}
