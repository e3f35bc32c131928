import type { ChildProcess } from "node:child_process";
import { firstTokenInChild, loadInChild, pacedLoadInChild, startChild, workAsChild } from "./call/children";
import { a2aExchange, chatExchange, type Exchange, mcpExchange, streamExchange } from "./call/exchange";
import type { Round } from "./call/load";
import { type BenchMesh, startMesh } from "./call/mesh";
import { startPortkey, throughPortkey } from "./call/portkey";
import { printTable, type Rounds, report } from "./call/report";
import { TOOL } from "./call/upstream";

const CONNECTIONS = 32;
const WARM_UP_S = 2;
/** Requests a second at which the mesh has time to spare. */
const PACE = 300;
const STREAMS = 200;

interface Case {
  base: string;
  exchange: Exchange;
  /** Set for a case that goes through the mesh. */
  badge?: () => Promise<string>;
}

await workAsChild();

/**
 * The governed call against its limits: the same client, upstream and 300-byte body directly, through a bare proxy, through Portkey's gateway and through the mesh, in turns.
 * @param seconds of load for each case in each round
 */
export async function run({ seconds, rounds }: { seconds: number; rounds: number }): Promise<void> {
  const children: ChildProcess[] = [];
  let mesh: BenchMesh | undefined;
  try {
    const upstream = await startChild({ role: "upstream" });
    children.push(upstream.child);
    mesh = await startMesh(upstream.url);
    const cases = { ...(await plainCases(upstream.url, children)), ...governedCases(mesh) };
    const measured: Rounds = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
    // Not counted: the first calls compile code and open connections.
    for (const one of Object.values(cases)) await measure(one, Math.min(seconds, WARM_UP_S));
    for (let round = 0; round < rounds; round++) {
      for (const [name, one] of Object.entries(cases)) measured[name]?.push(await measure(one, seconds));
    }
    const memoryMiB = await mesh.memoryMiB();
    const paced = await measurePaced(cases, seconds);
    const firstTokenMs = await measureFirstToken(upstream.url, mesh);
    report("call", measured, ["raw", "portkey"], { paced, firstTokenMs, memoryMiB });
    reportAdded(paced, firstTokenMs);
    console.log(`\nMemory of the gateway after the load: ${memoryMiB} MiB`);
    failOnErrors(measured);
  } finally {
    for (const child of children) child.kill();
    await mesh?.stop();
  }
}

async function plainCases(upstream: string, children: ChildProcess[]): Promise<Record<string, Case>> {
  const raw = await startChild({ role: "raw-proxy", upstream });
  children.push(raw.child);
  const portkey = await startPortkey();
  children.push(portkey.child);
  const exchange = chatExchange("bench");
  return {
    direct: { base: upstream, exchange },
    raw: { base: raw.url, exchange },
    portkey: { base: portkey.url, exchange: throughPortkey(exchange, upstream) },
  };
}

function governedCases({ url, badge }: BenchMesh): Record<string, Case> {
  return {
    "governed-a2a": { base: url, exchange: a2aExchange("bench"), badge },
    "governed-mcp": { base: url, exchange: mcpExchange("bench", TOOL.name), badge },
    "governed-chat": { base: url, exchange: chatExchange("bench"), badge },
  };
}

async function measure(one: Case, seconds: number): Promise<Round> {
  return loadInChild({ ...(await requestOf(one)), connections: CONNECTIONS, seconds });
}

/** What the mesh adds to a call when it is not at its limit. */
async function measurePaced(cases: Record<string, Case>, seconds: number): Promise<Record<string, Round>> {
  const paced: Record<string, Round> = {};
  for (const [name, one] of Object.entries(cases)) {
    if (name !== "direct" && !one.badge) continue;
    const request = await requestOf(one);
    paced[name] = await pacedLoadInChild({ ...request, connections: CONNECTIONS, seconds, rate: PACE });
  }
  return paced;
}

async function requestOf({ base, exchange, badge }: Case) {
  const headers = { ...exchange.headers };
  if (badge) headers.authorization = `Bearer ${await badge()}`;
  return { ...exchange, headers, base };
}

async function measureFirstToken(upstream: string, mesh: BenchMesh): Promise<Record<string, number>> {
  const exchange = streamExchange("bench");
  const headers = { ...exchange.headers, authorization: `Bearer ${await mesh.badge()}` };
  const direct = await firstTokenInChild({ ...exchange, base: upstream, times: STREAMS });
  const governed = await firstTokenInChild({ ...exchange, headers, base: mesh.url, times: STREAMS });
  return { direct, governed };
}

function reportAdded(paced: Record<string, Round>, firstTokenMs: Record<string, number>): void {
  const { direct } = paced;
  console.log(`\nAdded to a call at ${PACE} requests/s, and to the first byte of a stream:`);
  const added = (ms: number, baseMs = 0) => (ms - baseMs).toFixed(2);
  const rows = Object.entries(paced)
    .filter(([name]) => name !== "direct")
    .map(([name, { p50Ms, p99Ms }]) => ({
      case: name,
      "p50 ms": added(p50Ms, direct?.p50Ms),
      "p99 ms": added(p99Ms, direct?.p99Ms),
    }));
  const first = added(firstTokenMs.governed ?? 0, firstTokenMs.direct);
  printTable([...rows, { case: "first token", "p50 ms": first, "p99 ms": "-" }]);
}

/** A case that answers with errors measures nothing. */
function failOnErrors(measured: Rounds): void {
  const failing = Object.entries(measured).filter(([, rounds]) => rounds.some(({ errors }) => errors > 0));
  if (failing.length === 0) return;
  console.error(`Errors in: ${failing.map(([name]) => name).join(", ")}`);
  process.exitCode = 1;
}
