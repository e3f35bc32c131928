import type { Fault } from "./fault";
import { chat } from "./support/chat";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";
import { randomOf } from "./support/random";
import { answerSoon } from "./support/upstream";
import { pause } from "./support/wait";

export const fault: Fault = {
  id: "F14",
  what: "a callee that answers 503 to everything, and callers that all try again",
  guarantee:
    "the mesh asks the callee at most 1.1 times as often as it is asked (breaker, retry budget), and traffic is back within ten seconds of its healing",
  async run({ quick, seed, say }) {
    const random = randomOf(seed);
    const callers = quick ? 60 : 500;
    const faultMs = quick ? 4_000 : 60_000;
    const healthy = answerSoon(5, 25);
    const lab = await openLab();
    const good: number[] = [];
    const tries: number[] = [];
    let running = true;
    const caller = async (id: number) => {
      await pause(random() * 1000);
      for (let nth = 0; running; nth++) {
        tries.push(performance.now());
        const seen = await chat({
          url: lab.gateway.url,
          badge: await lab.badge(),
          key: `storm-${id}-${nth}`,
          idempotent: false,
        }).catch(() => undefined);
        if (seen?.status === 200) good.push(performance.now());
        await pause(seen?.status === 200 ? 800 + random() * 400 : 100 + random() * 300);
      }
    };
    try {
      const all = Array.from({ length: callers }, (_, id) => caller(id));
      await pause(quick ? 3_000 : 8_000);
      const brokenAt = performance.now();
      const before = countBetween(good, brokenAt - 2_000, brokenAt) / 2;
      const asked = lab.upstream.effects.length;
      lab.upstream.behave(
        ({ res }) => void res.writeHead(503, { "content-type": "application/json" }).end("{}"),
      );
      await pause(2_000);
      const askedEarly = lab.upstream.effects.length;
      await pause(faultMs - 2_000);
      const askedMeanwhile = lab.upstream.effects.length - asked;
      const triedMeanwhile = countBetween(tries, brokenAt, performance.now());
      const askedLate = lab.upstream.effects.length - askedEarly;
      lab.upstream.behave(healthy);
      const healedAt = performance.now();
      say(`${triedMeanwhile} tries while the callee was broken, ${askedMeanwhile} reached it`);
      const share = quick ? 0.8 : 0.95;
      let recoveredMs = -1;
      while (recoveredMs < 0 && performance.now() - healedAt < 20_000) {
        await pause(100);
        const now = performance.now();
        if (now - healedAt > 1_000 && countBetween(good, now - 1_000, now) >= before * share)
          recoveredMs = now - healedAt - 1_000;
      }
      running = false;
      await Promise.all(all);
      const amplification = Math.round((askedMeanwhile / triedMeanwhile) * 1000) / 1000;
      const problems: string[] = [];
      demand(problems, amplification <= 1.1, `the callee was asked ${amplification} times for each try`);
      demand(
        problems,
        askedLate <= (faultMs / 1000) * 8,
        `${askedLate} calls reached the broken callee after its breaker should have been open`,
      );
      demand(problems, recoveredMs >= 0 && recoveredMs < 10_000, `traffic was back after ${recoveredMs} ms`);
      return {
        figures: {
          callers,
          "goodput before per s": Math.round(before),
          tries: triedMeanwhile,
          "reached the callee": askedMeanwhile,
          amplification,
          "back after ms": Math.round(recoveredMs),
        },
        problems,
      };
    } finally {
      running = false;
      await lab.close();
    }
  },
};

function countBetween(times: readonly number[], fromMs: number, toMs: number): number {
  return times.reduce((count, at) => (at >= fromMs && at < toMs ? count + 1 : count), 0);
}
