import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { chat } from "./support/chat";
import { demand, quantile } from "./support/figures";
import { openLab, postmasterPid } from "./support/lab";
import { randomOf } from "./support/random";
import { isReady } from "./support/ready";
import { pause, until } from "./support/wait";

export const fault: Fault = {
  id: "F2",
  what: "kill -9 of the database server in mid-traffic, at random points",
  guarantee:
    "nothing acknowledged is lost (RPO 0); while the database is away calls are refused at once with 503 and Retry-After; the gateway recovers by itself",
  async run({ quick, seed, say }) {
    const random = randomOf(seed);
    const kills = Number(process.env.SIGNALBOX_KILLS ?? (quick ? 2 : 20));
    const lab = await openLab();
    try {
      const { url, homeDir } = lab.gateway;
      const callers = startCallers(lab, { count: quick ? 16 : 64, prefix: "kill-database" });
      const recoveryMs: number[] = [];
      const refusalMs: number[] = [];
      let withoutRetryAfter = 0;
      for (let nth = 0; nth < kills; nth++) {
        await callers.flow(32);
        await pause(50 + random() * 800);
        const badge = await lab.badge();
        process.kill(postmasterPid(homeDir), "SIGKILL");
        const killedAt = performance.now();
        while (!(await isReady(url))) {
          const seen = await chat({ url, badge, key: `probe-${nth}-${refusalMs.length}` }).catch(
            () => undefined,
          );
          if (seen?.status !== 503) continue;
          refusalMs.push(seen.tookMs);
          if (!seen.retryAfter) withoutRetryAfter += 1;
        }
        const readyAt = performance.now();
        await until("an answer after the kill", () => (callers.log.ackedAtMs.at(-1) ?? 0) > readyAt);
        recoveryMs.push(performance.now() - killedAt);
        if ((nth + 1) % 10 === 0) say(`${nth + 1} of ${kills} kills`);
      }
      await pause(300);
      const log = await callers.stop();
      const books = await checkInvariants(lab, log);
      demand(books.problems, withoutRetryAfter === 0, `${withoutRetryAfter} refusals without Retry-After`);
      const refusal = quantile(refusalMs, 0.5);
      demand(books.problems, quick || refusal < 100, `half of the refusals took more than ${refusal} ms`);
      return {
        figures: {
          kills,
          ...books.figures,
          outcome_unknown: log.unknown.size,
          "kill to first success p95 ms": quantile(recoveryMs, 0.95),
          refusals: refusalMs.length,
          "refusal p50 ms": refusal,
          "refusal p99 ms": quantile(refusalMs, 0.99),
        },
        problems: books.problems,
      };
    } finally {
      await lab.close();
    }
  },
};
