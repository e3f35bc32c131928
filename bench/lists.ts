import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { CALL_FACETS, countCalls } from "@/db/queries/call-facets";
import { findLookedTo, listCalls } from "@/db/queries/calls";
import { callQueryOf } from "@/lib/records/call-filter";
import { callFilter } from "@/lib/records/list-calls.schema";
import { printTable } from "./call/report";
import { fillCalls } from "./lists/fill-calls";

const ONCE = 20_000;
const FACTORS = [1, 10, 100];
/** Five million calls take minutes to put on record, so only a long run has them. */
const LARGEST = 250;
const LONG_S = 20;
const DAYS = 7;
const PAGE = 51;
const ASKED_AT_LEAST = 5;

/** One filter each, common and rare values. */
const FILTERS: Record<string, object> = {
  none: {},
  "status, common": { status: "completed" },
  "status, 1 in 70": { status: "failed" },
  "status, 1 in 50,000": { status: "cancelled" },
  "status, none": { status: "held" },
  "protocol, 1 in 1,000": { protocol: "anthropic" },
  "without a protocol": { protocol: "-mcp" },
  caller: { caller: "agent-7" },
  "caller, none": { caller: "nobody" },
  callee: { callee: "callee-7" },
  "callee, none": { callee: "nobody" },
  "callee and status": { callee: "callee-7", status: "cancelled" },
  operation: { operation: "operation-7" },
  error: { error: "cancelled" },
  "duration, rare": { duration: ">60ms" },
  "duration, none": { duration: ">1h" },
  "cost, rare": { cost: ">0.06" },
  "cost, none": { cost: ">1000" },
  model: { model: "model-1" },
  "model, none": { model: "nothing" },
  domain: { domain: "domain-1" },
  "last hour": { from: "1h" },
  "text, common": { q: "callee-7" },
  "text, none": { q: "nothing like it" },
  "an id": { q: "01a00000-0000-7000-8000-000000000000" },
};

/**
 * A page of the list of calls and its counts with any one filter, at 1x, 10x and 100x of the calls on record, and at 250x in a long run. Goal: p95 below 200 ms.
 * @param seconds for all filters in each round; below three only the smallest store is filled, from 20 on the largest as well
 */
export async function run({ seconds, rounds }: { seconds: number; rounds: number }): Promise<void> {
  const found: Record<string, Record<string, { p50Ms: number; p95Ms: number }>> = {};
  for (const factor of factorsFor(seconds)) {
    const homeDir = mkdtempSync(join(tmpdir(), "signalbox-lists-"));
    const server = await startEmbeddedPostgres(homeDir);
    try {
      const database = openDatabase(server.url, 4);
      await migrateDatabase(database);
      await fillCalls(database, ONCE * factor, DAYS);
      const budgetMs = (seconds * rounds * 1000) / (4 * Object.keys(FILTERS).length);
      for (const [name, filter] of Object.entries(FILTERS)) {
        const query = callQueryOf(callFilter.parse(filter));
        add(name, factor, await measure(budgetMs, () => readPage(database, query)));
        add(
          `${name} (counts)`,
          factor,
          await measure(budgetMs, () => countCalls(database.db, query, CALL_FACETS)),
        );
      }
      await database.close();
      const worst = Object.entries(found).sort(([, a], [, b]) => p95(b, factor) - p95(a, factor))[0];
      console.log(
        `${ONCE * factor} calls: slowest is “${worst?.[0]}”, p95 ${worst && p95(worst[1], factor)} ms`,
      );
    } finally {
      await server.stop();
      rmSync(homeDir, { recursive: true, force: true });
    }
  }
  printTable(
    Object.entries(found).map(([name, sizes]) => ({
      filter: name,
      ...Object.fromEntries(
        Object.entries(sizes).map(([size, { p50Ms, p95Ms }]) => [
          `${size} p50/p95 ms`,
          `${p50Ms} / ${p95Ms}`,
        ]),
      ),
    })),
  );
  mkdirSync("bench/results", { recursive: true });
  const result = { name: "lists", at: new Date().toISOString(), rounds, rows: ONCE, cases: found };
  writeFileSync("bench/results/lists.json", `${JSON.stringify(result, null, 2)}\n`);

  function add(name: string, factor: number, figures: { p50Ms: number; p95Ms: number }): void {
    found[name] = { ...found[name], [`${factor}x`]: figures };
  }
}

function factorsFor(seconds: number): number[] {
  if (seconds < 3) return FACTORS.slice(0, 1);
  return seconds < LONG_S ? FACTORS : [...FACTORS, LARGEST];
}

function p95(sizes: Record<string, { p95Ms: number }>, factor: number): number {
  return sizes[`${factor}x`]?.p95Ms ?? 0;
}

/** As the operation does it: the page, and how far was looked when it is not full. */
async function readPage({ db }: Database, query: ReturnType<typeof callQueryOf>): Promise<void> {
  const rows = await listCalls(db, { ...query, limit: PAGE });
  if (rows.length < PAGE) await findLookedTo(db, query);
}

async function measure(
  budgetMs: number,
  work: () => Promise<unknown>,
): Promise<{ p50Ms: number; p95Ms: number }> {
  // The first one warms the cache.
  await work();
  const times: number[] = [];
  const end = performance.now() + budgetMs;
  while (times.length < ASKED_AT_LEAST || performance.now() < end) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) * 10) / 10;
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}
