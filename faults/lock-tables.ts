import postgres from "postgres";
import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { demand, quantile } from "./support/figures";
import { watchHealth } from "./support/health-watch";
import { openLab } from "./support/lab";
import { residentMiB } from "./support/memory";
import { pause } from "./support/wait";

export const fault: Fault = {
  id: "F4",
  what: "the table of calls locked for ten seconds by somebody else",
  guarantee:
    "the gateway stays alive and small: health answers at once, calls are refused instead of piled up, traffic goes on afterwards",
  async run({ quick }) {
    const lockMs = quick ? 3_000 : 10_000;
    const lab = await openLab();
    const sql = postgres(lab.databaseUrl(), { max: 1, onnotice: () => {} });
    try {
      const callers = startCallers(lab, { count: quick ? 64 : 200, prefix: "lock-tables" });
      await callers.flow(200);
      const before = residentMiB(lab.gateway.pid());
      const health = watchHealth(lab.gateway.url);
      let most = before;
      await sql.begin(async (tx) => {
        await tx`lock table calls in access exclusive mode`;
        const endsAt = performance.now() + lockMs;
        while (performance.now() < endsAt) {
          await pause(100);
          most = Math.max(most, residentMiB(lab.gateway.pid()));
        }
      });
      const freedAt = performance.now();
      await callers.flow(64);
      const backMs = performance.now() - freedAt;
      await health.stop();
      const log = await callers.stop();
      const books = await checkInvariants(lab, log);
      const p99 = quantile(health.tookMs, 0.99);
      demand(books.problems, quick || p99 < 50, `health answered after ${p99} ms (p99)`);
      demand(books.problems, health.failed === 0, `health did not answer ${health.failed} times`);
      demand(books.problems, most - before < 50, `memory grew by ${most - before} MiB`);
      demand(books.problems, backMs < 5_000, `calls went on ${Math.round(backMs)} ms after the lock`);
      return {
        figures: {
          ...books.figures,
          "health p99 ms": p99,
          "memory grew by MiB": most - before,
          "calls went on after ms": Math.round(backMs),
          refused: [...log.refusals.values()].reduce((sum, count) => sum + count, 0),
        },
        problems: books.problems,
      };
    } finally {
      await sql.end({ timeout: 1 });
      await lab.close();
    }
  },
};
