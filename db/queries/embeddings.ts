import { sql } from "drizzle-orm";
import type { Db } from "../client";
import { embeddings } from "../schema";

/** Stored vectors of texts, by the texts' digests. */
export function listEmbeddings(db: Db, params: { model: string; digests: readonly string[] }) {
  return db
    .select({ digest: embeddings.digest, vector: embeddings.vector })
    .from(embeddings)
    .where(
      sql`${embeddings.model} = ${params.model} and ${embeddings.digest} = any(${sql.param([...params.digests])}::text[])`,
    );
}

export async function insertEmbeddings(
  db: Db,
  rows: { model: string; digest: string; vector: Buffer }[],
): Promise<void> {
  await db.insert(embeddings).values(rows).onConflictDoNothing();
}
