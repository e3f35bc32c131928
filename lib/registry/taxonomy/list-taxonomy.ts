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
  },
})
  .route({ method: "GET", path: "/taxonomy", summary: "List skills and fields", tags: ["mesh"] })
  .input(z.object({}))
  .output(vocabulary)
  .handler(async ({ context }) => {
    const { skills, fields } = await readTaxonomy(context.database.db);
    return { skills: skills.map(listed), fields: fields.map(listed) };
  });

function listed({ id, title, oasf, oasfId }: Term) {
  return { id, title, oasf: oasf ?? null, oasfId: oasfId ?? null };
}
