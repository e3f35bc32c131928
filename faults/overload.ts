import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { emptyLog } from "./support/callers";
import { chat } from "./support/chat";
import { demand, quantile } from "./support/figures";
import { watchHealth } from "./support/health-watch";
import { type Lab, openLab } from "./support/lab";
import { answerSoon } from "./support/upstream";
import { pause } from "./support/wait";

export const fault: Fault = {
  id: "F17",
  what: "calls at five times the rate that the mesh can carry, whether it answers or not (open loop)",
  guarantee:
    "what is taken is carried in time, the rest is refused with 503 and Retry-After; background work is refused first; the process stays up",
  async run({ quick, say }) {
    const forMs = quick ? 10_000 : 60_000;
    const lab = await openLab({ behaviour: answerSoon(1, 5), env: { SIGNALBOX_RATE_LIMIT: "1000000" } });
    try {
      // The first seconds go into making the code fast.
      await peakRate(lab.gateway.url, await lab.badge(), quick ? 3_000 : 10_000);
      const peak = await peakRate(lab.gateway.url, await lab.badge(), quick ? 3_000 : 10_000);
      say(`carries ${Math.round(peak)} calls a second`);
      const health = watchHealth(lab.gateway.url);
      await openLoop(lab.gateway.url, await lab.badge(), peak * 0.5, forMs / 2, "calm");
      const storm = await openLoop(lab.gateway.url, await lab.badge(), peak * 5, forMs, "storm");
      await pause(8_000);
      const after = await openLoop(lab.gateway.url, await lab.badge(), peak * 0.3, 2_000, "after");
      await health.stop();
      const problems: string[] = [];
      const goodput = storm.good / (forMs / 1000);
      // This program is generator and callee at once and slow itself; what counts is the time that a call spent in the mesh.
      const p99 = await timeInMesh(lab, "storm");
      const others = [...storm.others].map(([how, count]) => `${count} x ${how}`);
      demand(
        problems,
        others.length === 0,
        `calls ended in something else than success or 503: ${others.join(", ")}`,
      );
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
      demand(problems, p99 < 3_000, `accepted calls spent ${p99} ms in the mesh (p99)`);
      demand(problems, after.refused === 0, `${after.refused} calls were refused when the storm was over`);
      const books = await checkInvariants(lab, emptyLog("storm"));
      return {
        figures: {
          "peak per s": Math.round(peak),
          "offered per s": Math.round(storm.sent / (forMs / 1000)),
          "goodput per s": Math.round(goodput),
          "refused share normal": round(storm.refusedShare.normal),
          "refused share background": round(storm.refusedShare.background),
          "in the mesh p99 ms": p99,
          "in the mesh p99 ms before": await timeInMesh(lab, "calm"),
          "callers saw p99 ms": quantile(storm.goodMs, 0.99),
          "failed at the callee": storm.callee,
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

/** How long accepted calls were in the mesh without the time that the callee had them, in milliseconds (p99). */
async function timeInMesh(lab: Lab, prefix: string): Promise<number> {
  return lab.withSql(async (sql) => {
    const [row] = await sql<{ p99: number | null }[]>`
      select percentile_cont(0.99) within group (order by (c.duration_us - c.upstream_us) / 1000.0) as p99
      from calls c join payloads p on p.call_id = c.id and p.direction = 'request'
      where c.status = 'completed' and p.body like ${`%"${prefix}-%`}`;
    return Math.round(row?.p99 ?? -1);
  });
}

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
  await Promise.all(Array.from({ length: WORKERS }, (_, id) => worker(id)));
  return done / (forMs / 1000);
}

interface Outcome {
  sent: number;
  good: number;
  /** Of those sent in the second half. */
  goodMs: number[];
  refused: number;
  /** Failures of the callee, which is this busy program. */
  callee: number;
  /** Anything else, by its code. */
  others: Map<string, number>;
  withoutRetryAfter: number;
  refusedShare: { normal: number; background: number };
}

const WORKERS = 200;
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
  const outcome = {
    sent: 0,
    good: 0,
    goodMs: [] as number[],
    callee: 0,
    others: new Map<string, number>(),
    withoutRetryAfter: 0,
  };
  const note = (how: string) => void outcome.others.set(how, (outcome.others.get(how) ?? 0) + 1);
  const open = new Set<Promise<void>>();
  const startedAt = performance.now();
  while (performance.now() - startedAt < forMs) {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond);
    for (; outcome.sent < due && open.size < MOST_OPEN; outcome.sent++) {
      const kind = outcome.sent % 5 === 0 ? "background" : "normal";
      counts[kind].sent += 1;
      const sentAt = performance.now();
      const call = { url, badge, key: `${prefix}-${outcome.sent}`, idempotent: false, timeoutMs: 60_000 };
      const sent = chat({ ...call, headers: kind === "background" ? { priority: "u=6" } : {} }).then(
        (seen) => {
          if (seen.status === 200) {
            outcome.good += 1;
            // What is measured is the storm, not its first seconds, in which it is recognised.
            if (sentAt - startedAt > forMs / 2) outcome.goodMs.push(seen.tookMs);
          } else if (seen.status === 503) {
            counts[kind].refused += 1;
            if (!seen.retryAfter) outcome.withoutRetryAfter += 1;
          } else if (seen.code?.startsWith("upstream_")) outcome.callee += 1;
          else note(`${seen.status} ${seen.code}`);
        },
        (err: Error) => note(err.message),
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
