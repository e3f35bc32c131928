import { readdirSync } from "node:fs";
import { request } from "undici";
import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { emptyLog } from "./support/callers";
import { demand, quantile } from "./support/figures";
import { openLab } from "./support/lab";
import { randomOf } from "./support/random";
import { streamAnswer } from "./support/upstream";
import { pause, until } from "./support/wait";

/** Pieces of an answer that nobody waits for the end of: half a minute. */
const PIECES = 600;
const WARM_UP = 64;

export const fault: Fault = {
  id: "F9",
  what: "callers leave in the middle of streamed answers",
  guarantee:
    "the callee's stream ends within a second, what was used is settled, the call ends as cancelled, and no handle stays behind",
  async run({ quick, seed, say }) {
    const random = randomOf(seed);
    const leaves = quick ? 200 : 10_000;
    const endedMs: number[] = [];
    const lab = await openLab({
      behaviour: async ({ key, res }) => {
        res.once("close", () => {
          const leftAt = leftAtMs.get(key);
          if (leftAt !== undefined) endedMs.push(performance.now() - leftAt);
        });
        await streamAnswer(res, key, PIECES, 50);
      },
    });
    const leftAtMs = new Map<string, number>();
    try {
      const leave = async (key: string): Promise<void> => {
        const abort = new AbortController();
        const response = await request(`${lab.gateway.url}/v1/chat/completions`, {
          method: "POST",
          headers: { authorization: `Bearer ${await lab.badge()}`, "content-type": "application/json" },
          body: JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content: key }] }),
          signal: abort.signal,
        });
        response.body.on("error", () => {});
        if (response.statusCode === 503) {
          abort.abort();
          await pause(100);
          return leave(key);
        }
        await new Promise((done) => response.body.once("data", done));
        await pause(random() * 30);
        leftAtMs.set(key, performance.now());
        abort.abort();
      };
      // Pools have their size once there has been traffic.
      await Promise.all(Array.from({ length: WARM_UP }, (_, nth) => leave(`caller-leaves-warm-up-${nth}`)));
      await until("the warm-up is over", () => endedMs.length >= WARM_UP, 30_000);
      await pause(500);
      const before = handles(lab.gateway.pid());
      let next = 0;
      const worker = async () => {
        while (next < leaves) {
          const nth = next++;
          await leave(`caller-leaves-${nth}`);
          if ((nth + 1) % 2000 === 0) say(`${nth + 1} of ${leaves} left`);
        }
      };
      await Promise.all(Array.from({ length: 16 }, worker));
      await until("every stream of the callee has ended", () => endedMs.length >= leaves + WARM_UP, 30_000);
      // Idle connections to the callee are kept for ten seconds.
      await until(
        "handles are back",
        () => handles(lab.gateway.pid()) <= before * 1.01 + 2,
        30_000,
        200,
      ).catch(() => {});
      const after = handles(lab.gateway.pid());
      const books = await checkInvariants(lab, emptyLog("caller-leaves"));
      const cancelled = await lab.withSql(async (sql) => {
        const [row] = await sql<
          { count: number }[]
        >`select count(*)::int as count from calls where status = 'cancelled'`;
        return row?.count ?? 0;
      });
      const p99 = quantile(endedMs, 0.99);
      demand(books.problems, p99 < 1000, `callee streams ended after ${p99} ms (p99)`);
      demand(
        books.problems,
        cancelled === leaves + WARM_UP,
        `${cancelled} of ${leaves + WARM_UP} calls are cancelled`,
      );
      demand(books.problems, after <= before * 1.01 + 2, `${before} handles before, ${after} after`);
      return {
        figures: {
          ...books.figures,
          left: leaves,
          cancelled,
          "callee ended p99 ms": p99,
          "handles before": before,
          "handles after": after,
        },
        problems: books.problems,
      };
    } finally {
      await lab.close();
    }
  },
};

/** Open file descriptors of a process. */
function handles(pid: number | undefined): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
