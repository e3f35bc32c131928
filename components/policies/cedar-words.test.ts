import { expect, test } from "vitest";
import { OBLIGATION_ANNOTATIONS } from "@/lib/policy/parse-policies";
import { buildSchema } from "@/lib/policy/schema";
import { ANNOTATIONS, ATTRIBUTES, ENTITY_TYPES } from "./cedar-words";

const schema = buildSchema([])[""];
const textsOf = (words: readonly { text: string }[]) => [...new Set(words.map(({ text }) => text))].sort();

/** The names of an entity type's attributes, or of a record's. */
function attributes(shape: unknown): string[] {
  return Object.keys((shape as { attributes?: object } | undefined)?.attributes ?? {});
}
const entityTypes = (schema?.entityTypes ?? {}) as Record<string, { shape?: unknown }>;
const shapes = (...types: string[]) =>
  [...new Set(types.flatMap((type) => attributes(entityTypes[type]?.shape ?? {})))].sort();

test("completion offers what the schema has, no less and no more", () => {
  expect([...ENTITY_TYPES].sort()).toEqual([...Object.keys(entityTypes), "Action"].sort());
  expect(textsOf(ATTRIBUTES.principal)).toEqual(shapes("Agent", "Service", "User"));
  expect(textsOf(ATTRIBUTES.resource)).toEqual(shapes("Agent", "McpServer", "Tool", "Model", "Prompt"));
  const context = schema?.actions.discover?.appliesTo?.context;
  expect(textsOf(ATTRIBUTES.context)).toEqual([...attributes(context), "args"].sort());
  expect(textsOf(ATTRIBUTES.party)).toEqual(attributes(schema?.commonTypes?.Party).sort());
});

test("every obligation can be completed", () => {
  expect(textsOf(ANNOTATIONS)).toEqual(expect.arrayContaining([...OBLIGATION_ANNOTATIONS].sort()));
});
