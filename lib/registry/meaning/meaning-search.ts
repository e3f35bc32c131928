import { LRUCache } from "lru-cache";
import type { Db } from "@/db/client";
import { insertEmbeddings, listEmbeddings } from "@/db/queries/embeddings";
import { log } from "@/lib/core/log";
import { serviceKey } from "@/lib/core/services";
import type { CatalogEntry } from "../search/catalog-entry";
import { EMBEDDING_MODEL, type Embedder } from "./embedder";
import { digestOfEntry, textOfEntry } from "./text-of-entry";

/** Assets by how close they come to a question in what they mean. */
export interface Ranking {
  /** From 0 to 1 by id; only those that come close. */
  scores: ReadonlyMap<string, number>;
  /** How many of the assets have been read, of how many. */
  read: number;
  of: number;
}

export interface MeaningSearch {
  /** @throws MeshError `unavailable` */
  rank(question: string, entries: readonly CatalogEntry[]): Promise<Ranking>;
}

/** Not there where it is switched off. */
export const meaningService = serviceKey<MeaningSearch>("meaning-search");

const BATCH = 8;
/** How long a question waits for assets that have not been read yet. */
const PATIENCE_MS = 2_000;
/** Below this, texts have nothing to do with each other. */
const CLOSE = 0.3;
/** What comes so much less close than the best is not what was looked for. */
const BESIDE_THE_BEST = 0.6;
const MOST = 100;

/** Searches by meaning: exact cosine over vectors that are made once for each text and kept in the store. */
export function createMeaningSearch(db: Db, embedder: Embedder): MeaningSearch {
  const vectors = new Map<string, Float32Array>();
  const questions = new LRUCache<string, Float32Array>({ max: 500 });
  let reading: Promise<void> | undefined;

  const load = async (digests: readonly string[]) => {
    const rows = await listEmbeddings(db, { model: EMBEDDING_MODEL, digests });
    for (const { digest, vector } of rows) vectors.set(digest, floatsOf(vector));
  };
  const readAll = async (entries: readonly CatalogEntry[]) => {
    for (let from = 0; from < entries.length; from += BATCH) {
      const batch = entries.slice(from, from + BATCH);
      const made = await embedder.embed(batch.map(textOfEntry));
      const rows = batch.map((entry, nth) => ({
        digest: digestOfEntry(entry),
        vector: made[nth] as Float32Array,
      }));
      for (const { digest, vector } of rows) vectors.set(digest, vector);
      await insertEmbeddings(
        db,
        rows.map(({ digest, vector }) => ({ model: EMBEDDING_MODEL, digest, vector: bytesOf(vector) })),
      );
    }
  };
  const catchUp = async (entries: readonly CatalogEntry[]) => {
    const unread = entries.filter((entry) => !vectors.has(digestOfEntry(entry)));
    if (unread.length === 0) return;
    await load(unread.map(digestOfEntry));
    const missing = unread.filter((entry) => !vectors.has(digestOfEntry(entry)));
    reading ??= readAll(missing)
      .catch((err: unknown) => log.warn({ err }, "assets could not be read for the search by meaning"))
      .finally(() => {
        reading = undefined;
      });
    await Promise.race([reading, waitMs(PATIENCE_MS)]);
  };
  const vectorOf = async (question: string) => {
    const known = questions.get(question);
    if (known) return known;
    const [made] = await embedder.embed([question]);
    const vector = made as Float32Array;
    questions.set(question, vector);
    return vector;
  };
  return {
    async rank(question, entries) {
      const [wanted] = await Promise.all([vectorOf(question), catchUp(entries)]);
      const found: [string, number][] = [];
      let read = 0;
      for (const entry of entries) {
        const vector = vectors.get(digestOfEntry(entry));
        if (!vector) continue;
        read++;
        const score = dot(wanted, vector);
        if (score >= CLOSE) found.push([entry.id, Math.round(score * 1000) / 1000]);
      }
      const [best] = found.sort((a, b) => b[1] - a[1]);
      const close = found.filter(([, score]) => score >= (best?.[1] ?? 0) * BESIDE_THE_BEST);
      return { scores: new Map(close.slice(0, MOST)), read, of: entries.length };
    },
  };
}

/** Of vectors of length one it is the cosine of the angle between them. */
function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] as number) * (right[i] as number);
  return sum;
}

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

async function waitMs(ms: number): Promise<void> {
  await new Promise<void>((done) => {
    setTimeout(done, ms).unref();
  });
}
