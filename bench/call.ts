import type { ChildProcess } from "node:child_process";
import { loadInChild, startChild, workAsChild } from "./call/children";
import { a2aExchange, chatExchange, type Exchange, mcpExchange } from "./call/exchange";
import { type BenchMesh, startMesh } from "./call/mesh";
import { startPortkey, throughPortkey } from "./call/portkey";
import { type Rounds, report } from "./call/report";
import { TOOL } from "./call/upstream";

const CONNECTIONS = 32;
const WARM_UP_S = 2;

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
    report("call", measured, ["raw", "portkey"]);
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

async function measure({ base, exchange, badge }: Case, seconds: number) {
  const headers = { ...exchange.headers };
  if (badge) headers.authorization = `Bearer ${await badge()}`;
  return loadInChild({ ...exchange, headers, base, connections: CONNECTIONS, seconds });
}

/** A case that answers with errors measures nothing. */
function failOnErrors(measured: Rounds): void {
  const failing = Object.entries(measured).filter(([, rounds]) => rounds.some(({ errors }) => errors > 0));
  if (failing.length === 0) return;
  console.error(`Errors in: ${failing.map(([name]) => name).join(", ")}`);
  process.exitCode = 1;
}
