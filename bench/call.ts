import type { ChildProcess } from "node:child_process";
import { loadInChild, startChild, workAsChild } from "./call/children";
import { chatExchange, type Exchange } from "./call/exchange";
import { startPortkey, throughPortkey } from "./call/portkey";
import { type Rounds, report } from "./call/report";

const CONNECTIONS = 32;

interface Case {
  base: string;
  exchange: Exchange;
}

await workAsChild();

/**
 * The governed call against its limits: the same client, upstream and 300-byte body directly, through a bare proxy, through Portkey's gateway and through the mesh, in turns.
 * @param seconds of load for each case in each round
 */
export async function run({ seconds, rounds }: { seconds: number; rounds: number }): Promise<void> {
  const children: ChildProcess[] = [];
  try {
    const cases = await startCases(children);
    const measured: Rounds = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
    // A second of each that does not count: the first calls compile code and open connections.
    for (const one of Object.values(cases)) await measure(one, 1);
    for (let round = 0; round < rounds; round++) {
      for (const [name, one] of Object.entries(cases)) measured[name]?.push(await measure(one, seconds));
    }
    report("call", measured, ["raw", "portkey"]);
    failOnErrors(measured);
  } finally {
    for (const child of children) child.kill();
  }
}

async function startCases(children: ChildProcess[]): Promise<Record<string, Case>> {
  const upstream = await startChild({ role: "upstream" });
  children.push(upstream.child);
  const raw = await startChild({ role: "raw-proxy", upstream: upstream.url });
  children.push(raw.child);
  const portkey = await startPortkey();
  children.push(portkey.child);
  const chat = chatExchange("bench");
  return {
    direct: { base: upstream.url, exchange: chat },
    raw: { base: raw.url, exchange: chat },
    portkey: { base: portkey.url, exchange: throughPortkey(chat, upstream.url) },
  };
}

function measure({ base, exchange }: Case, seconds: number) {
  return loadInChild({ ...exchange, base, connections: CONNECTIONS, seconds });
}

/** A case that answers with errors measures nothing. */
function failOnErrors(measured: Rounds): void {
  const failing = Object.entries(measured).filter(([, rounds]) => rounds.some(({ errors }) => errors > 0));
  if (failing.length === 0) return;
  console.error(`Errors in: ${failing.map(([name]) => name).join(", ")}`);
  process.exitCode = 1;
}
