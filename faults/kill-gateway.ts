import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { demand, quantile } from "./support/figures";
import { openLab } from "./support/lab";
import { randomOf } from "./support/random";
import { pause, until } from "./support/wait";

export const fault: Fault = {
  id: "F1",
  what: "kill -9 of the gateway in mid-traffic, at random points",
  guarantee:
    "nothing acknowledged is lost, nothing happens twice, nothing is off the record; calls in flight end as completed or outcome_unknown",
  async run({ quick, seed, say }) {
    const random = randomOf(seed);
    const kills = Number(process.env.SIGNALBOX_KILLS ?? (quick ? 5 : 50));
    const lab = await openLab();
    try {
      const callers = startCallers(lab, { count: quick ? 16 : 200, prefix: "kill-gateway" });
      const recoveryMs: number[] = [];
      for (let nth = 0; nth < kills; nth++) {
        await callers.flow(32);
        await pause(50 + random() * 800);
        await lab.gateway.kill();
        const killedAt = performance.now();
        await lab.gateway.start();
        await until("an answer after the kill", () => (callers.log.ackedAtMs.at(-1) ?? 0) > killedAt);
        recoveryMs.push(performance.now() - killedAt);
        if ((nth + 1) % 10 === 0) say(`${nth + 1} of ${kills} kills`);
      }
      await pause(300);
      const log = await callers.stop();
      const books = await checkInvariants(lab, log);
      const p95 = quantile(recoveryMs, 0.95);
      demand(
        books.problems,
        quick || p95 < 3000,
        `the first success after a kill came after ${p95} ms (p95)`,
      );
      return {
        figures: {
          kills,
          ...books.figures,
          outcome_unknown: log.unknown.size,
          "kill to first success p95 ms": p95,
          "open calls closed after ms": Math.round(books.settledMs),
        },
        problems: books.problems,
      };
    } finally {
      await lab.close();
    }
  },
};
