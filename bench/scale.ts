import { loadInChild, startChild, workAsChild } from "./call/children";
import { chatExchange } from "./call/exchange";
import { startMesh } from "./call/mesh";
import { printTable, type Rounds, report } from "./call/report";
import { fillStore, type StoreSize } from "./scale/fill-store";

const ONCE: StoreSize = { assets: 100, policies: 10, calls: 10_000 };
const FACTORS = [1, 10, 100];
const CONNECTIONS = 32;

await workAsChild();

/**
 * The governed call in a store that grows: the same load at 1x, 10x and 100x of assets, policies and calls on record, each on a mesh of its own.
 * @param seconds of load in each round; below three, the largest store is left out
 */
export async function run({ seconds, rounds }: { seconds: number; rounds: number }): Promise<void> {
  const upstream = await startChild({ role: "upstream" });
  try {
    const measured: Rounds = {};
    const memory: Record<string, number> = {};
    for (const factor of seconds < 3 ? FACTORS.slice(0, 2) : FACTORS) {
      const name = `${factor}x`;
      const all = await measureAt(factor, upstream.url, { seconds, rounds });
      measured[name] = all.rounds;
      memory[name] = all.memoryMiB;
    }
    report("scale", measured, ["1x"], { memory });
    printTable(Object.entries(memory).map(([size, mib]) => ({ size, "gateway MiB after load": mib })));
    if (Object.values(measured).some((all) => all.some(({ errors }) => errors > 0))) process.exitCode = 1;
  } finally {
    upstream.child.kill();
  }
}

async function measureAt(factor: number, upstream: string, options: { seconds: number; rounds: number }) {
  const size = {
    assets: ONCE.assets * factor,
    policies: ONCE.policies * factor,
    calls: ONCE.calls * factor,
  };
  console.log(`${factor}x: ${size.assets} assets, ${size.policies} policies, ${size.calls} calls on record`);
  const mesh = await startMesh(upstream, (homeDir) => fillStore(homeDir, size));
  try {
    const exchange = chatExchange("bench");
    const measure = async (seconds: number) => {
      const headers = { ...exchange.headers, authorization: `Bearer ${await mesh.badge()}` };
      return loadInChild({ ...exchange, headers, base: mesh.url, connections: CONNECTIONS, seconds });
    };
    await measure(Math.min(options.seconds, 3));
    const rounds = [];
    for (let nth = 0; nth < options.rounds; nth++) rounds.push(await measure(options.seconds));
    return { rounds, memoryMiB: await mesh.memoryMiB() };
  } finally {
    await mesh.stop();
  }
}
