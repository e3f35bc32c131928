import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { demand, quantile } from "./support/figures";
import { openLab, postmasterPid } from "./support/lab";
import { randomOf } from "./support/random";
import { isReady } from "./support/ready";
import { pause, until } from "./support/wait";

export const fault: Fault = {
  id: "F3",
  what: "a fast restart of the database server (SIGINT) in mid-traffic",
  guarantee:
    "no connection of any pool stays stuck: calls go on at most two seconds after the database is back",
  async run({ quick, seed }) {
    const random = randomOf(seed);
    const restarts = quick ? 1 : 10;
    const lab = await openLab();
    try {
      const callers = startCallers(lab, { count: 32, prefix: "restart-database" });
      const outageMs: number[] = [];
      const afterMs: number[] = [];
      for (let nth = 0; nth < restarts; nth++) {
        await callers.flow(64);
        await pause(random() * 500);
        process.kill(postmasterPid(lab.gateway.homeDir), "SIGINT");
        const stoppedAt = performance.now();
        await until("the database is away", async () => !(await isReady(lab.gateway.url)), 10_000, 5);
        await until("the database is back", () => isReady(lab.gateway.url));
        const backAt = performance.now();
        outageMs.push(backAt - stoppedAt);
        // Every caller has to come through again, not only those whose connection was lucky.
        await callers.flow(64);
        afterMs.push(performance.now() - backAt);
      }
      const log = await callers.stop();
      const books = await checkInvariants(lab, log);
      const slowest = Math.max(...afterMs);
      demand(
        books.problems,
        slowest < 2000 + 64 * 20,
        `calls went on ${slowest} ms after the database was back`,
      );
      return {
        figures: {
          restarts,
          ...books.figures,
          "outage p95 ms": quantile(outageMs, 0.95),
          "64 calls after ms": quantile(afterMs, 1),
        },
        problems: books.problems,
      };
    } finally {
      await lab.close();
    }
  },
};
