import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { TestMesh } from "@/lib/gateway/testing/test-mesh";
import type { Feature } from "./features";
import type { Lane } from "./lane";
import type { Asked } from "./script";

const hello: Asked = { turns: [{ role: "user", parts: [{ text: "Hello" }] }], limit: 10 };

/** Any counts: each call costs what it would by hand in thousandths of a millionth, and the ledger is their sum. `PRICE` of the lanes: 2.5, 0.25, 10 and 12 for a million. */
export function ledgerAddsUp(mesh: TestMesh, runs: number): Feature {
  return {
    name: `the ledger is the sum of what each of ${runs} calls costs by hand`,
    async run(lane: Lane) {
      const before = await total(mesh);
      let byHand = 0n;
      const count = fc.integer({ min: 0, max: 2_000_000_000 });
      const shares = fc.record({ fresh: count, cached: count, plain: count, reasoning: count });
      for (const { fresh, cached, plain, reasoning } of fc.sample(shares, runs)) {
        const usage = { input: fresh + cached, cached, output: plain + reasoning, reasoning };
        lane.says({ text: "x", stop: "end", usage });
        await lane.ask(hello);
        const nano =
          BigInt(fresh) * 2500n +
          BigInt(cached) * 250n +
          BigInt(plain) * 10_000n +
          BigInt(reasoning) * 12_000n;
        assert.equal(pico((await lane.recorded()).cost), nano * 1000n);
        byHand += nano * 1000n;
      }
      assert.equal((await total(mesh)) - before, byHand);
    },
  };
}

async function total(mesh: TestMesh): Promise<bigint> {
  const [row] = await mesh.mesh.database
    .sql`select coalesce(sum(cost), 0)::numeric(40, 12)::text as sum from ledger`;
  return pico(row?.sum);
}

function pico(decimal: unknown): bigint {
  const [whole = "0", fraction = ""] = String(decimal).split(".");
  return BigInt(whole + fraction.padEnd(12, "0"));
}
