import { mkdirSync, writeFileSync } from "node:fs";
import type { DecisionRequest, EntitySource, PolicyEngine } from "@/lib/policy/decision";
import { registryEntities } from "@/lib/policy/entities";
import type { PolicySource } from "@/lib/policy/parse-policies";
import { createPolicySet } from "@/lib/policy/policy-set";
import type { Round } from "./call/load";
import { medians, printTable, type Rounds } from "./call/report";
import { samplePolicies, sampleRequests, sampleSnapshot, unslicedPolicies } from "./decision/sample-mesh";
import { wasmEngine } from "./decision/wasm-engine";

const POLICIES = [50, 500, 5_000];
const ASSETS = [100, 1_000, 10_000];
const REQUESTS = 4_096;
const COMPARED = 20;
/** One thread at full load shows its pace within a second; more would only make the matrix slow. */
const MAX_SECONDS = 1;

interface Case {
  engine: PolicyEngine;
  entities: EntitySource;
  requests: readonly DecisionRequest[];
}

/**
 * Decisions a second of CPU time: policies compiled to closures against the reference evaluator in wasm with the same policies pre-parsed and only the request's entities.
 * @param seconds for each case in each round, at most 1
 */
export async function run({ seconds, rounds = 3 }: { seconds: number; rounds?: number }): Promise<void> {
  const cases = buildCases();
  const disagreeing = disagreements(cases);
  if (disagreeing.length > 0) {
    console.error(`Compiled and reference decisions differ in: ${disagreeing.join(", ")}`);
    process.exitCode = 1;
  }
  const forMs = Math.min(seconds, MAX_SECONDS) * 1000;
  const measured: Rounds = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (const one of Object.values(cases)) measure(one, forMs / 4);
  for (let round = 0; round < rounds; round++) {
    for (const [name, one] of Object.entries(cases)) measured[name]?.push(measure(one, forMs));
  }
  const results = medians(measured);
  const ratios = compiledToWasm(results);
  printTable(
    Object.entries(results).map(([name, { rps, p50Ms, p99Ms }]) => ({
      case: name,
      "decisions/CPU s": rps,
      "p50 µs": (p50Ms * 1000).toFixed(1),
      "p99 µs": (p99Ms * 1000).toFixed(1),
      "x wasm": ratios[name] ?? "-",
      rounds: (measured[name] ?? []).map((round) => round.rps).join(" "),
    })),
  );
  mkdirSync("bench/results", { recursive: true });
  const result = { name: "decision", at: new Date().toISOString(), rounds: measured, cases: results, ratios };
  writeFileSync("bench/results/decision.json", `${JSON.stringify(result, null, 2)}\n`);
}

/** Every size with both evaluators, the size of the goal, and the size of the goal with nothing to slice. */
function buildCases(): Record<string, Case> {
  const cases: Record<string, Case> = {};
  for (const assets of ASSETS) {
    for (const policies of POLICIES) addPair(cases, policies, assets, samplePolicies(policies, assets));
  }
  const most = ASSETS.at(-1) ?? 0;
  addPair(cases, 1_000, most, samplePolicies(1_000, most));
  cases[`compiled unsliced 1000p ${most}a`] = caseOf(createPolicySet(unslicedPolicies(1_000)), most);
  return cases;
}

function addPair(
  cases: Record<string, Case>,
  policies: number,
  assets: number,
  sources: PolicySource[],
): void {
  const size = `${policies}p ${assets}a`;
  cases[`compiled ${size}`] = caseOf(createPolicySet(sources), assets);
  cases[`wasm ${size}`] = caseOf(wasmEngine(size, sources), assets);
}

function caseOf(engine: PolicyEngine, assets: number): Case {
  return {
    engine,
    entities: registryEntities(sampleSnapshot(assets)),
    requests: sampleRequests(REQUESTS, assets),
  };
}

/**
 * Two thirds of the time unbroken for the pace, the rest with a clock around each decision for the spread. The pace is per second of this process's CPU time: the goal is
 * per core, and a busy machine gives less than one.
 */
function measure({ engine, entities, requests }: Case, forMs: number): Round {
  let done = 0;
  const start = performance.now();
  const cpu = process.cpuUsage();
  const paceEnd = start + (forMs * 2) / 3;
  let now = start;
  while (now < paceEnd) {
    for (let i = 0; i < 8; i++) engine.decide(requestAt(requests, done++), entities);
    now = performance.now();
  }
  const { user, system } = process.cpuUsage(cpu);
  const rps = Math.round(done / ((user + system) / 1_000_000));
  const latenciesMs: number[] = [];
  const end = start + forMs;
  do {
    const before = performance.now();
    engine.decide(requestAt(requests, done++), entities);
    now = performance.now();
    latenciesMs.push(now - before);
  } while (now < end);
  latenciesMs.sort((a, b) => a - b);
  return { rps, p50Ms: quantile(latenciesMs, 0.5), p99Ms: quantile(latenciesMs, 0.99), errors: 0 };
}

function requestAt(requests: readonly DecisionRequest[], index: number): DecisionRequest {
  return requests[index % requests.length] as DecisionRequest;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Sizes where the two evaluators name different policies for any of the first requests: a fast wrong answer is no result. */
function disagreements(cases: Record<string, Case>): string[] {
  return Object.entries(cases).flatMap(([name, compiled]) => {
    const wasm = cases[name.replace("compiled", "wasm")];
    if (!name.startsWith("compiled") || !wasm) return [];
    const named = ({ engine, entities }: Case, request: DecisionRequest) =>
      JSON.stringify(
        engine
          .decide(request, entities)
          .policies.map(({ id }) => id)
          .sort(),
      );
    const asked = compiled.requests.slice(0, COMPARED);
    return asked.every((request) => named(compiled, request) === named(wasm, request)) ? [] : [name];
  });
}

function compiledToWasm(cases: Record<string, Round>): Record<string, number> {
  const ratios: Record<string, number> = {};
  for (const [name, { rps }] of Object.entries(cases)) {
    const base = cases[name.replace("compiled", "wasm")];
    if (name.startsWith("compiled") && base) ratios[name] = Math.round(rps / base.rps);
  }
  return ratios;
}
