import { expect, test } from "vitest";
import { taxonomyOfFile } from "./read-taxonomy";
import { stem } from "./stem";
import { SURE, suggestTerms } from "./suggest-terms";
import { joinTaxonomies, OWN_TAXONOMY } from "./taxonomy";
import { taxonomyFile, termId } from "./taxonomy-file.schema";

test.each([
  [["refund", "refunds", "refunded", "refunding"], "refund"],
  [["queries", "query"], "query"],
  [["summarise", "summarize", "summarised"], "summaris"],
  [["planning", "plans", "planned", "plan"], "plan"],
  [["databases", "database"], "databas"],
])("%j are one word", (words, expected) => {
  expect(words.map(stem)).toEqual(words.map(() => expected));
});

test.each([
  ["Refund desk", "Decides whether a customer gets money back.", "customer-support"],
  ["Translator", "Translates text from English to German.", "translation"],
  ["git tools", "Commits, branches and merges in a repository.", "version-control"],
  ["Rota planner", "Makes plans for shifts of nurses.", "planning"],
])("%s is recognised by its own words, which are said", (name, text, skill) => {
  const { skills } = suggestTerms(OWN_TAXONOMY, { names: [name], texts: [text] });
  const [best] = skills;
  expect(best?.id).toBe(skill);
  expect(best?.score).toBeGreaterThanOrEqual(SURE);
  expect(best?.words.length).toBeGreaterThan(0);
});

test("a text about nothing that the vocabulary has suggests nothing", () => {
  expect(suggestTerms(OWN_TAXONOMY, { names: ["Zyx"], texts: ["Qwertz lorem ipsum."] })).toEqual({
    skills: [],
    fields: [],
  });
});

test("every own term has an id, a title, words and an OASF term of its own", () => {
  for (const list of [OWN_TAXONOMY.skills, OWN_TAXONOMY.fields]) {
    for (const member of ["id", "title", "oasf", "oasfId"] as const)
      expect(new Set(list.map((term) => term[member])).size, member).toBe(list.length);
    for (const term of list) {
      expect(termId.safeParse(term.id).success, term.id).toBe(true);
      expect(term.words.length, term.id).toBeGreaterThan(2);
    }
  }
});

test("a flattened OASF file brings its terms with their numbers, except those that an own term stands for", () => {
  const file = taxonomyFile.parse({
    skills: [
      { name: "language_processing", uid: 1, caption: "Language Processing", category: true, n: 78 },
      { name: "language_processing/language_translation", uid: 4, caption: "Translation", n: 43 },
      { name: "language_processing/language_translation/subtitles", uid: 3, caption: "Subtitles", n: 43 },
      { name: "base_skill", caption: "Skill", n: 122 },
    ],
  });
  const { skills } = joinTaxonomies([taxonomyOfFile(file)]);
  const added = skills.slice(OWN_TAXONOMY.skills.length);
  expect(added.map(({ id, oasfId }) => [id, oasfId])).toEqual([
    ["language_processing", 1],
    ["language_processing/language_translation/subtitles", 10403],
  ]);
});
