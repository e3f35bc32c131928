import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { emptyLog } from "./support/callers";
import { chat, type Seen } from "./support/chat";
import { demand, quantile } from "./support/figures";
import { openLab } from "./support/lab";
import { type Behaviour, startUpstream } from "./support/upstream";
import { pause } from "./support/wait";

/** Never says anything; says one byte a second; says pieces for ever. */
const WAYS: Behaviour[] = [
  () => {},
  async ({ res }) => {
    res.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
    while (!res.destroyed) {
      res.write(" ");
      await pause(1000);
    }
  },
  async ({ res }) => {
    res.writeHead(200, { "content-type": "application/json" });
    while (!res.destroyed) {
      res.write(" ".repeat(100));
      await pause(50);
    }
  },
];

export const fault: Fault = {
  id: "F6",
  what: "a callee that never answers, one that trickles a byte a second, one that never ends; another one is well",
  guarantee:
    "each call ends at its deadline and frees its slot within a second; calls to the other callee do not notice",
  async run({ quick }) {
    const deadlineMs = quick ? 2_000 : 10_000;
    const slow = await startUpstream();
    const lab = await openLab({ env: { SIGNALBOX_CALL_DEADLINE_MS: String(deadlineMs) } });
    try {
      await lab.model("slow", slow.url);
      let nth = 0;
      slow.behave((exchange) => WAYS[nth++ % WAYS.length]?.(exchange));
      const badge = await lab.badge();
      const { url } = lab.gateway;
      const well = await paced(url, badge, "well-before", quick ? 2_000 : 10_000);
      const stuck = quick ? 60 : 300;
      const lateMs: number[] = [];
      const codes = new Map<string, number>();
      const slowCalls = Promise.all(
        Array.from({ length: stuck }, async (_, at) => {
          const seen = await chat({
            url,
            badge,
            key: `slow-${at}`,
            model: "slow",
            idempotent: false,
            timeoutMs: deadlineMs + 20_000,
          });
          lateMs.push(seen.tookMs - deadlineMs);
          codes.set(seen.code ?? "none", (codes.get(seen.code ?? "none") ?? 0) + 1);
        }),
      );
      const meanwhile = await paced(url, badge, "well-meanwhile", deadlineMs - 500);
      await slowCalls;
      const open = await openCalls(url);
      const books = await checkInvariants(lab, emptyLog("slow"));
      const late = quantile(lateMs, 1);
      const before = quantile(well, 0.5);
      const during = quantile(meanwhile, 0.5);
      demand(books.problems, late < 1000, `a call ended ${late} ms after its deadline`);
      demand(books.problems, open === 0, `${open} calls are still in flight`);
      demand(
        books.problems,
        quick || during < before * 1.5 + 2,
        `others: p50 ${before} ms before, ${during} ms meanwhile`,
      );
      return {
        figures: {
          stuck,
          codes: [...codes].map(([code, count]) => `${code}:${count}`).join(","),
          "latest end after deadline ms": late,
          "other callee p50 ms before": before,
          "p50 ms meanwhile": during,
          "p99 ms before": quantile(well, 0.99),
          "p99 ms meanwhile": quantile(meanwhile, 0.99),
        },
        problems: books.problems,
      };
    } finally {
      await lab.close();
      await slow.close();
    }
  },
};

/** A call every 20 ms. @returns how long each took */
async function paced(url: string, badge: string, prefix: string, forMs: number): Promise<number[]> {
  const calls: Promise<Seen>[] = [];
  const endsAt = performance.now() + forMs;
  for (let nth = 0; performance.now() < endsAt; nth++) {
    calls.push(chat({ url, badge, key: `${prefix}-${nth}`, idempotent: false }));
    await pause(20);
  }
  return (await Promise.all(calls)).map(({ tookMs }) => tookMs);
}

/** Calls in flight by the gateway's own count, which is told every two seconds. */
async function openCalls(url: string): Promise<number> {
  await pause(2500);
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^signalbox_calls_in_flight (\d+)/m.exec(text)?.[1] ?? -1);
}
