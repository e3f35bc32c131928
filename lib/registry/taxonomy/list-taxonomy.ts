import { z } from "zod";
import { operation } from "@/lib/identity/operation";
import { readTaxonomy } from "./read-taxonomy";
import type { Term } from "./taxonomy";
import { vocabulary } from "./vocabulary.schema";

/** The common vocabulary: what skills and fields are called here. */
export const listTaxonomy = operation({
  permission: "mesh:discover",
  tool: {
    name: "taxonomy",
    description: "List the skills and fields by which agents and tools can be found.",
    examples: [{}],
  },
})
  .route({ method: "GET", path: "/taxonomy", summary: "List skills and fields", tags: ["mesh"] })
  .input(z.object({}))
  .output(vocabulary)
  .handler(async ({ context }) => {
    const { skills, fields } = await readTaxonomy(context.database.db);
    return { skills: listed(skills), fields: listed(fields) };
  });

function listed(terms: readonly Term[]) {
  const byPath = new Map(terms.map((term) => [pathOf(term), term.id]));
  return terms.map((term) => ({
    id: term.id,
    title: term.title,
    parent: parentOf(term, byPath),
    oasf: term.oasf ?? null,
    oasfId: term.oasfId ?? null,
  }));
}

/** The nearest term above it; levels that nobody has listed are passed over. */
function parentOf(term: Term, byPath: ReadonlyMap<string, string>): string | null {
  const parts = pathOf(term).split("/");
  for (let length = parts.length - 1; length > 0; length--) {
    const found = byPath.get(parts.slice(0, length).join("/"));
    if (found !== undefined) return found;
  }
  return null;
}

function pathOf({ id, oasf }: Term): string {
  return oasf ?? id;
}
