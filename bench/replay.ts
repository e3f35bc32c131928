import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import type { PolicySource } from "@/lib/policy/parse-policies";
import { replayDecisions } from "@/lib/policy/replay/replay-decisions";
import { snapshotOf } from "@/lib/policy/testing/sample-registry";
import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";
import { printTable } from "./call/report";
import { samplePolicies, sampleSnapshot } from "./decision/sample-mesh";
import { fillDecisions } from "./replay/fill-decisions";

const ASSETS = 1_000;
const POLICIES = 200;
const DECISIONS = [1_000, 10_000, 100_000];
/** Whoever agents act for must not be what stops every call. */
const PEOPLE: PolicySource = {
  assetName: "people",
  text: '@id("people") permit(principal is User, action, resource);',
  guardrail: false,
};
const GOAL_MS = 10_000;

/** What the draft adds: a rule on what the task has met, so that each decision needs its labels looked up, and one on arguments, so that tool calls need their requests. */
const DRAFTS: Record<string, string> = {
  "attributes only": '@id("draft") forbid(principal, action, resource) when { !resource.certified };',
  "with labels": `@id("draft") @approval("human") forbid(principal, action in Action::"callTool", resource)
    when { context.labels.contains("untrusted") };`,
  "with arguments": `@id("draft") forbid(principal, action == Action::"callTool:server-1/run", resource)
    when { context.args has amount && context.args.amount > 500 };`,
};

/**
 * A replay of recorded decisions under a draft, at 1,000, 10,000 and 100,000 of them. Goal: 10,000 in under 10 s.
 * @param seconds below three, the largest is left out
 */
export async function run({ seconds, rounds }: { seconds: number; rounds: number }): Promise<void> {
  const homeDir = mkdtempSync(join(tmpdir(), "signalbox-replay-"));
  const server = await startEmbeddedPostgres(homeDir);
  try {
    const database = openDatabase(server.url, 4);
    await migrateDatabase(database);
    const registry = meshOf([...samplePolicies(POLICIES, ASSETS), PEOPLE]);
    const sizes = seconds < 3 ? DECISIONS.slice(0, 2) : DECISIONS;
    await fillDecisions(database, registry, sizes.at(-1) ?? 0);
    const rows = [];
    for (const [draft, text] of Object.entries(DRAFTS)) {
      for (const limit of sizes)
        rows.push({ draft, ...(await measure(database, registry, text, limit, rounds)) });
    }
    await database.close();
    printTable(rows);
    mkdirSync("bench/results", { recursive: true });
    const result = { name: "replay", at: new Date().toISOString(), rounds, rows };
    writeFileSync("bench/results/replay.json", `${JSON.stringify(result, null, 2)}\n`);
    if (rows.some(({ decisions, medianMs }) => decisions === 10_000 && medianMs > GOAL_MS))
      process.exitCode = 1;
  } finally {
    await server.stop();
    rmSync(homeDir, { recursive: true, force: true });
  }
}

async function measure(
  database: Database,
  registry: RegistrySnapshot,
  text: string,
  limit: number,
  rounds: number,
) {
  const draft = [{ op: "put" as const, name: "draft", domain: "bench", text, guardrail: true }];
  const times: number[] = [];
  let changed = 0;
  let left = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const result = await replayDecisions(database.db, registry, { draft, limit });
    times.push(performance.now() - start);
    const { newlyDenied, newlyAllowed, newlyHeld, notReplayable } = result?.counts ?? {
      newlyDenied: 0,
      newlyAllowed: 0,
      newlyHeld: 0,
      notReplayable: 0,
    };
    changed = newlyDenied + newlyAllowed + newlyHeld;
    left = notReplayable;
  }
  times.sort((a, b) => a - b);
  const medianMs = Math.round(times[Math.floor(times.length / 2)] ?? 0);
  return {
    decisions: limit,
    medianMs,
    "per decision µs": Math.round((medianMs * 1000) / limit),
    changed,
    left,
  };
}

/** The mesh of the bench of decisions, with its policies as assets. */
function meshOf(policies: readonly PolicySource[]): RegistrySnapshot {
  const sample = sampleSnapshot(ASSETS);
  const kinds = ["agent", "mcp-server", "model"] as const;
  const [pattern] = sample.list("agent");
  if (!pattern) throw new Error("the sample has agents");
  const assets = policies.map(
    ({ assetName, text, guardrail }): Asset<"policy"> => ({
      ...pattern,
      id: assetName,
      name: assetName,
      kind: "policy",
      spec: { text, guardrail },
    }),
  );
  return snapshotOf([
    ...kinds.flatMap((kind) => sample.list(kind) as readonly Asset[]),
    ...(assets as Asset[]),
  ]);
}
