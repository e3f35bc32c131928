import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call } from "@orpc/server";
import { openDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded";
import { Services } from "@/lib/core/services";
import { principalOfUser } from "@/lib/identity/user";
import { listAssetFigures } from "@/lib/registry/list-asset-figures";
import { listAssets } from "@/lib/registry/list-assets";
import { listAssetsInput } from "@/lib/registry/list-assets.schema";
import { printTable } from "./call/report";
import { fillStore } from "./scale/fill-store";

const ONCE = { assets: 100, policies: 0, calls: 1_000 };
const FACTORS = [1, 10, 100];
const GOAL_MS = 50;
/** How many search at the same time. */
const TOGETHER = 100;
const PERSON = { id: "00000000-0000-7000-8000-000000000001", role: "viewer", domains: [] } as const;

/** What people ask of the catalog. */
const QUESTIONS: Record<string, Record<string, unknown>> = {
  "first page": {},
  "a word in few": { q: "model-77" },
  "a word in all": { q: "filler" },
  "two words in none": { q: "filler nothing" },
  "facets and order": { kind: "model", health: "idle", sort: "-changed" },
  "a page far down": { after: "model/model-9" },
};

/**
 * Searching the catalog in a store that grows: 100, 1,000 and 10,000 assets with calls on record. Each question is asked as the console does, facets included, and the figures of a page beside it.
 * @param seconds of asking each question
 */
export async function run({ seconds }: { seconds: number }): Promise<void> {
  for (const factor of seconds < 3 ? FACTORS.slice(0, 2) : FACTORS) await measureAt(factor, seconds);
}

async function measureAt(factor: number, seconds: number): Promise<void> {
  const homeDir = mkdtempSync(join(tmpdir(), "signalbox-bench-"));
  const size = { assets: ONCE.assets * factor, policies: 0, calls: ONCE.calls * factor };
  console.log(`${factor}x: ${size.assets} assets, ${size.calls} calls on record`);
  await fillStore(homeDir, size);
  const server = await startEmbeddedPostgres(homeDir);
  const database = openDatabase(server.url);
  try {
    const context = { principal: principalOfUser(PERSON), database, services: new Services() };
    const rows: Record<string, string | number>[] = [];
    for (const [question, input] of Object.entries(QUESTIONS)) {
      const parsed = listAssetsInput.parse(input);
      const found = await call(listAssets, parsed, { context });
      const times = await timesOf(seconds / 10, () => call(listAssets, parsed, { context }));
      const together = await timesTogether(seconds / 10, () => call(listAssets, parsed, { context }));
      rows.push({
        question,
        found: found.total,
        ...percentiles(times),
        ...percentiles(together, `${TOGETHER}: `),
      });
    }
    const page = await call(listAssets, listAssetsInput.parse({}), { context });
    const asset = page.items.map(({ kind, name }) => `${kind}/${name}`);
    const times = await timesOf(seconds / 10, () => call(listAssetFigures, { asset }, { context }));
    rows.push({ question: "figures of a page", found: asset.length, ...percentiles(times) });
    printTable(rows);
    const isSlow = ([name, value]: [string, string | number]) =>
      name.endsWith("p95") && Number.parseFloat(String(value)) > GOAL_MS;
    if (rows.some((row) => Object.entries(row).some(isSlow))) {
      console.log(`The goal of ${GOAL_MS} ms is missed.`);
      process.exitCode = 1;
    }
  } finally {
    await database.close();
    await server.stop();
    rmSync(homeDir, { recursive: true, force: true });
  }
}

async function timesOf(seconds: number, ask: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const endMs = performance.now() + seconds * 1000;
  for (let nth = 0; nth < 3; nth++) await ask();
  while (performance.now() < endMs || times.length < 20) {
    const startedMs = performance.now();
    await ask();
    times.push(performance.now() - startedMs);
  }
  return times.sort((a, b) => a - b);
}

/** Everybody asks again as soon as they are answered. */
async function timesTogether(seconds: number, ask: () => Promise<unknown>): Promise<number[]> {
  const all = await Promise.all(Array.from({ length: TOGETHER }, () => timesOf(seconds, ask)));
  return all.flat().sort((a, b) => a - b);
}

function percentiles(times: readonly number[], who = ""): Record<string, string> {
  const at = (share: number) => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(1)} ms`;
  return { [`${who}p50`]: at(0.5), [`${who}p95`]: at(0.95) };
}
