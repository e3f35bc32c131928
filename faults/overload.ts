import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { emptyLog } from "./support/callers";
import { chat } from "./support/chat";
import { demand, quantile } from "./support/figures";
import { watchHealth } from "./support/health-watch";
import { openLab } from "./support/lab";
import { answerSoon } from "./support/upstream";
import { pause } from "./support/wait";

export const fault: Fault = {
  id: "F17",
  what: "calls at five times the rate that the mesh can carry, whether it answers or not (open loop)",
  guarantee:
    "what is taken is carried in time, the rest is refused with 503 and Retry-After; background work is refused first; the process stays up",
  async run({ quick, say }) {
    const forMs = quick ? 6_000 : 60_000;
    const lab = await openLab({ behaviour: answerSoon(1, 5), env: { SIGNALBOX_RATE_LIMIT: "1000000" } });
    try {
      const peak = await peakRate(lab.gateway.url, await lab.badge(), quick ? 3_000 : 10_000);
      say(`carries ${Math.round(peak)} calls a second at 32 at a time`);
      const health = watchHealth(lab.gateway.url);
      const normal = await openLoop(lab.gateway.url, await lab.badge(), peak * 0.5, forMs / 2, "calm");
      const storm = await openLoop(lab.gateway.url, await lab.badge(), peak * 5, forMs, "storm");
      await pause(3_000);
      const after = await openLoop(lab.gateway.url, await lab.badge(), peak * 0.3, 2_000, "after");
      await health.stop();
      const problems: string[] = [];
      const goodput = storm.goodMs.length / (forMs / 1000);
      const p99 = quantile(storm.goodMs, 0.99);
      demand(problems, storm.other === 0, `${storm.other} calls ended in something else than success or 503`);
      demand(
        problems,
        storm.withoutRetryAfter === 0,
        `${storm.withoutRetryAfter} refusals without Retry-After`,
      );
      demand(problems, storm.refused > 0, "nothing was refused: this was no overload");
      demand(
        problems,
        storm.refusedShare.background >= storm.refusedShare.normal,
        "background work was not refused first",
      );
      demand(
        problems,
        goodput >= peak * 0.5,
        `goodput fell from ${Math.round(peak)} to ${Math.round(goodput)}`,
      );
      demand(problems, p99 < 3_000, `accepted calls took ${p99} ms (p99)`);
      demand(problems, after.refused === 0, `${after.refused} calls were refused when the storm was over`);
      const books = await checkInvariants(lab, emptyLog("storm"));
      return {
        figures: {
          "peak per s": Math.round(peak),
          "offered per s": Math.round(storm.sent / (forMs / 1000)),
          "goodput per s": Math.round(goodput),
          "refused share normal": round(storm.refusedShare.normal),
          "refused share background": round(storm.refusedShare.background),
          "accepted p99 ms": p99,
          "accepted p99 ms before": quantile(normal.goodMs, 0.99),
          "refused afterwards": after.refused,
          "health p99 ms": quantile(health.tookMs, 0.99),
          dup: books.figures.dup,
          unaudited: books.figures.unaudited,
        },
        problems: [...problems, ...books.problems],
      };
    } finally {
      await lab.close();
    }
  },
};

/** What one worker after the other gets done. */
async function peakRate(url: string, badge: string, forMs: number): Promise<number> {
  const endsAt = performance.now() + forMs;
  let done = 0;
  const worker = async (id: number) => {
    for (let nth = 0; performance.now() < endsAt; nth++) {
      const seen = await chat({ url, badge, key: `peak-${id}-${nth}`, idempotent: false });
      if (seen.status === 200) done += 1;
    }
  };
  await Promise.all(Array.from({ length: 32 }, (_, id) => worker(id)));
  return done / (forMs / 1000);
}

interface Outcome {
  sent: number;
  goodMs: number[];
  refused: number;
  other: number;
  withoutRetryAfter: number;
  refusedShare: { normal: number; background: number };
}

const TICK_MS = 5;
/** More than this many open at once is what this program cannot do any more; the mesh would have timed them out. */
const MOST_OPEN = 4_000;

/** Sends at a constant rate, a fifth of it as background work. */
async function openLoop(
  url: string,
  badge: string,
  perSecond: number,
  forMs: number,
  prefix: string,
): Promise<Outcome> {
  const counts = { normal: { sent: 0, refused: 0 }, background: { sent: 0, refused: 0 } };
  const outcome = { sent: 0, goodMs: [] as number[], other: 0, withoutRetryAfter: 0 };
  const open = new Set<Promise<void>>();
  const startedAt = performance.now();
  while (performance.now() - startedAt < forMs) {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond);
    for (; outcome.sent < due && open.size < MOST_OPEN; outcome.sent++) {
      const kind = outcome.sent % 5 === 0 ? "background" : "normal";
      counts[kind].sent += 1;
      const call = { url, badge, key: `${prefix}-${outcome.sent}`, idempotent: false, timeoutMs: 60_000 };
      const sent = chat({ ...call, headers: kind === "background" ? { priority: "u=6" } : {} }).then(
        (seen) => {
          if (seen.status === 200) outcome.goodMs.push(seen.tookMs);
          else if (seen.status === 503) {
            counts[kind].refused += 1;
            if (!seen.retryAfter) outcome.withoutRetryAfter += 1;
          } else outcome.other += 1;
        },
        () => void outcome.other++,
      );
      open.add(sent);
      void sent.finally(() => open.delete(sent));
    }
    await pause(TICK_MS);
  }
  await Promise.all(open);
  const share = ({ sent, refused }: { sent: number; refused: number }) => (sent === 0 ? 0 : refused / sent);
  return {
    ...outcome,
    refused: counts.normal.refused + counts.background.refused,
    refusedShare: { normal: share(counts.normal), background: share(counts.background) },
  };
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
