import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { type FaultProxy, startFaultProxy } from "./fault-proxy";
import { startCallers } from "./support/callers";
import { chat, patientChat } from "./support/chat";
import { demand, quantile } from "./support/figures";
import { openLab } from "./support/lab";
import { pause, until } from "./support/wait";

/** Policies and assets that were read hold for so long; what is revoked for half of it. */
const HARD_STOP_MS = 60_000;

export const fault: Fault = {
  id: "F25",
  what: "one of two replicas is cut off from the database: nothing comes back, and no end either",
  guarantee:
    "it allows nothing that it cannot record, answers no call from then on with success, and is back by itself after the cut; the other one does not notice",
  async run({ quick, say }) {
    const cutMs = quick ? 12_000 : HARD_STOP_MS + 15_000;
    const proxies: FaultProxy[] = [];
    const lab = await openLab({
      roles: ["gateway", "gateway"],
      databaseVia: async (url, nth) => {
        if (nth === 0) return url.href;
        const proxy = await startFaultProxy({ port: Number(url.port) });
        proxies.push(proxy);
        const via = new URL(url.href);
        via.port = String(proxy.port);
        return via.href;
      },
    });
    try {
      const [well, cut] = lab.replicas;
      const proxy = proxies[0];
      if (!well || !cut || !proxy) throw new Error("there are not two replicas");
      const problems: string[] = [];
      const badge = await lab.badge();
      await patientChat({ url: cut.url, badge, key: "partition-before" });
      const callers = startCallers(lab, {
        count: 8,
        prefix: "partition",
        url: () => well.url,
        restMs: () => 10,
      });
      await callers.flow(20);
      const effectsBefore = countOf(lab.upstream.effects, "cut-");
      proxy.set({ vanished: true });
      const cutAt = performance.now();
      say("the replica is cut off");
      const answers: { status: number; tookMs: number }[] = [];
      const asking: Promise<void>[] = [];
      for (let nth = 0; performance.now() - cutAt < cutMs; nth++) {
        const sent = chat({ url: cut.url, badge, key: `cut-${nth}`, timeoutMs: cutMs + 90_000 }).then(
          ({ status, tookMs }) => void answers.push({ status, tookMs }),
          () => void answers.push({ status: 0, tookMs: performance.now() - cutAt }),
        );
        asking.push(sent);
        await pause(500);
      }
      const answered = answers.length;
      const allowed = answers.filter(({ status }) => status === 200).length;
      demand(problems, allowed === 0, `${allowed} calls were answered with success while cut off`);
      const effects = countOf(lab.upstream.effects, "cut-") - effectsBefore;
      demand(problems, effects === 0, `${effects} calls had effects while cut off`);
      // What was swallowed is lost, so the connections break as they would when a peer has forgotten them.
      proxy.set({ vanished: false });
      proxy.reset();
      const healedAt = performance.now();
      await until("the replica is back", async () => {
        const seen = await chat({
          url: cut.url,
          badge: await lab.badge(),
          key: `back-${performance.now()}`,
        }).catch(() => undefined);
        return seen?.status === 200;
      });
      const backMs = performance.now() - healedAt;
      await Promise.all(asking);
      const log = await callers.stop();
      const books = await checkInvariants(lab, log);
      demand(
        problems,
        log.failed.size === 0,
        `calls to the other replica failed, such as ${[...log.failed][0]}`,
      );
      demand(problems, backMs < 10_000, `the replica was back after ${Math.round(backMs)} ms`);
      const slowest = quantile(
        answers.map(({ tookMs }) => tookMs),
        1,
      );
      demand(problems, answered > 0 && slowest < 30_000, `a call waited ${slowest} ms for its refusal`);
      return {
        figures: {
          "cut off s": Math.round((healedAt - cutAt) / 1000),
          "asked of it": answers.length,
          allowed,
          "effects while cut off": effects,
          "answered meanwhile": answered,
          "slowest refusal ms": slowest,
          "back after ms": Math.round(backMs),
          ...books.figures,
        },
        problems: [...problems, ...books.problems],
      };
    } finally {
      for (const proxy of proxies) await proxy.close();
      await lab.close();
    }
  },
};

function countOf(effects: readonly { key: string }[], prefix: string): number {
  return effects.filter(({ key }) => key.startsWith(prefix)).length;
}
