import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assets, taxonomies } from "../schema";

/** Imported taxonomy files, by name. */
export function listTaxonomyFiles(db: Db) {
  return db
    .select({
      name: taxonomies.name,
      digest: taxonomies.digest,
      content: taxonomies.content,
      importedBy: taxonomies.importedBy,
      importedAt: taxonomies.importedAt,
    })
    .from(taxonomies)
    .orderBy(asc(taxonomies.name));
}

export async function findTaxonomyDigest(db: Db, params: { name: string }): Promise<string | undefined> {
  const [row] = await db
    .select({ digest: taxonomies.digest })
    .from(taxonomies)
    .where(eq(taxonomies.name, params.name));
  return row?.digest;
}

/** Puts a file in the place of the one of the same name. */
export async function saveTaxonomyFile(
  db: Db,
  params: { name: string; digest: string; content: unknown; importedBy: string },
): Promise<void> {
  const { digest, content, importedBy } = params;
  await db
    .insert(taxonomies)
    .values(params)
    .onConflictDoUpdate({
      target: taxonomies.name,
      set: { digest, content, importedBy, importedAt: sql`now()` },
    });
}

/** Under which terms an asset is registered. */
export async function findAssetTerms(db: Db, params: { kind: string; name: string }) {
  const [row] = await db
    .select({ skills: assets.skills, field: assets.field })
    .from(assets)
    .where(and(eq(assets.kind, params.kind), eq(assets.name, params.name)));
  return row;
}
