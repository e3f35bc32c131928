import { z } from "zod";
import type { Db } from "@/db/client";
import { findTaxonomyDigest, saveTaxonomyFile } from "@/db/queries/taxonomies";
import { appendAudit } from "@/lib/audit/append-audit";
import { digestOf } from "@/lib/core/canonical-json";
import { type Author, authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { type TaxonomyFile, taxonomyFile } from "./taxonomy-file.schema";

const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/);

/** Takes a taxonomy file into the vocabulary, in the place of the one of the same name. Terms that assets already have stay with them. */
export const importTaxonomy = operation({ permission: "registry:write" })
  .route({
    method: "POST",
    path: "/taxonomies/{name}",
    summary: "Import a taxonomy file",
    tags: ["registry"],
  })
  .input(z.object({ name, file: taxonomyFile }))
  .output(z.object({ name, changed: z.boolean(), skills: z.number().int(), fields: z.number().int() }))
  .handler(({ input, context }) =>
    storeTaxonomy(context.database.db, input.name, input.file, authorOf(context.principal)),
  );

/** Stores a file with its entry on record, unless it is the one that is there. */
export async function storeTaxonomy(db: Db, name: string, file: TaxonomyFile, author: Author) {
  const digest = digestOf(file);
  const counts = { skills: file.skills.length, fields: file.domains.length };
  const changed = await db.transaction(async (tx) => {
    if ((await findTaxonomyDigest(tx, { name })) === digest) return false;
    await saveTaxonomyFile(tx, { name, digest, content: file, importedBy: author.actor });
    await appendAudit(tx, {
      type: "io.signalbox.taxonomy.imported",
      ...author,
      object: `taxonomy:${name}`,
      outcome: "ok",
      payload: { digest, terms: counts.skills + counts.fields },
    });
    return true;
  });
  return { name, changed, ...counts };
}
