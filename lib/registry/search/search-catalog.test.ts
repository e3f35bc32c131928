import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyBits } from "./bits";
import type { CatalogEntry } from "./catalog-entry";
import { CatalogIndex } from "./catalog-index";
import { type CatalogQuestion, searchCatalog } from "./search-catalog";

const word = fc.constantFrom("refund", "desk", "crm-tools", "re", "un", "a", "ticket", "e", "100%");
const entry = fc.record({
  kind: fc.constantFrom("agent", "model"),
  name: fc.integer({ min: 0, max: 40 }).map((nth) => `n${nth}`),
  domain: fc.constantFrom("ops", "sales"),
  lifecycle: fc.constantFrom("active", "draft"),
  protocol: fc.constantFrom(null, "a2a"),
  skills: fc.uniqueArray(fc.constantFrom("sales", "speech", "maps"), { maxLength: 3 }),
  field: fc.constantFrom(null, "finance"),
  updatedAt: fc.integer({ min: 0, max: 5 }).map((at) => new Date(at)),
  searchText: fc.array(word, { maxLength: 5 }).map((words) => words.join(" ")),
  authors: fc.constantFrom(["user:a"], []),
});
const question = fc.record({
  chosen: fc.record(
    {
      kind: fc.constantFrom([], ["agent"], ["agent", "model"]),
      domain: fc.constantFrom(["ops"], ["nowhere"]),
      skill: fc.uniqueArray(fc.constantFrom("sales", "maps"), { minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  words: fc.array(fc.oneof(word, fc.constantFrom("efun", "m-t", "zzz")), { maxLength: 2 }),
  order: fc.constantFrom("kind", "name", "changed"),
  descending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 5 }),
});

/** What anybody would do with a list: look at every entry. */
function slowly(
  entries: readonly CatalogEntry[],
  { chosen, words }: Pick<CatalogQuestion, "chosen" | "words">,
) {
  const fits = (values: readonly string[] | undefined, own: readonly string[]) =>
    !values?.length || values.some((value) => own.includes(value));
  return entries.filter(
    (one) =>
      words.every((part) => one.searchText.includes(part)) &&
      fits(chosen.kind, [one.kind]) &&
      fits(chosen.domain, [one.domain]) &&
      fits(chosen.skill, one.skills),
  );
}

test("the index finds and counts what looking at every entry finds, page by page, also after changes", () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), question, (drawn, asked) => {
      const index = new CatalogIndex(1024);
      // The later of two with one name takes the place of the earlier one.
      const kept = new Map<string, CatalogEntry>();
      for (const one of drawn) {
        const id = `${one.kind}/${one.name}`;
        const whole = { ...one, id } as unknown as CatalogEntry;
        index.put(whole);
        kept.set(id, whole);
      }
      const expected = slowly([...kept.values()], asked);
      const found: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = searchCatalog(index, new Map(), { ...asked, after });
        expect(page.total).toBe(expected.length);
        found.push(...page.entries.map(({ id }) => id));
        const skill = slowly([...kept.values()], { ...asked, chosen: { ...asked.chosen, skill: [] } });
        for (const { value, count } of page.facets.skill)
          expect(count).toBe(skill.filter(({ skills }) => skills.includes(value)).length);
        if (!page.more) break;
        after = found.at(-1);
      }
      expect(new Set(found).size).toBe(found.length);
      expect([...found].sort()).toEqual(expected.map(({ id }) => id).sort());
    }),
    { numRuns: 300 },
  );
});

test("a set holds its last slot", () => {
  const index = new CatalogIndex(64);
  for (let nth = 0; nth < 64; nth++)
    index.put({
      id: String(nth),
      kind: "model",
      name: `m${nth}`,
      searchText: nth === 63 ? "last" : "",
      skills: [],
      field: null,
      protocol: null,
      authors: [],
      domain: "d",
      lifecycle: "active",
      updatedAt: new Date(0),
    } as unknown as CatalogEntry);
  expect(index.room).toBe(0);
  expect(index.matching("last").length).toBe(emptyBits(64).length);
  const answer = searchCatalog(index, new Map(), {
    chosen: {},
    words: ["last"],
    order: "kind",
    descending: false,
    limit: 5,
  });
  expect(answer.entries.map(({ id }) => id)).toEqual(["63"]);
});
