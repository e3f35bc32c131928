import { readdirSync } from "node:fs";
import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { type FaultProxy, startFaultProxy } from "./fault-proxy";
import { startCallers } from "./support/callers";
import { demand } from "./support/figures";
import { openLab, postmasterPid } from "./support/lab";
import { residentMiB } from "./support/memory";
import { randomOf } from "./support/random";
import { isReady } from "./support/ready";
import { pause, until } from "./support/wait";

const MINUTES = Number(process.env.SIGNALBOX_SOAK_MINUTES ?? 10);

export const fault: Fault = {
  id: "F30",
  what: `mixed faults at random for a while (SIGNALBOX_SOAK_MINUTES, ${MINUTES} now) under constant traffic`,
  guarantee:
    "nothing is lost, done twice or off the record, memory and handles do not grow, the log verifies",
  async run({ quick, seed, say }) {
    const random = randomOf(seed);
    const forMs = quick ? 20_000 : MINUTES * 60_000;
    let proxy: FaultProxy | undefined;
    const lab = await openLab({
      via: async (upstream) => {
        proxy = await startFaultProxy({ port: upstream.port });
        return `http://127.0.0.1:${proxy.port}/v1`;
      },
    });
    try {
      const line = proxy;
      const { gateway } = lab;
      const acts: Record<string, () => Promise<void>> = {
        "database killed": async () => {
          process.kill(postmasterPid(gateway.homeDir), "SIGKILL");
          await until("it is back", () => isReady(gateway.url));
        },
        "database restarted": async () => {
          process.kill(postmasterPid(gateway.homeDir), "SIGINT");
          await pause(500);
          await until("it is back", () => isReady(gateway.url));
        },
        "callee cut": async () => void line?.reset(),
        "callee slow": async () => {
          line?.set({ latencyMs: 200 });
          await pause(2_000);
          line?.set({ latencyMs: 0 });
        },
        "callee refusing": async () => {
          line?.set({ refusing: true });
          line?.reset();
          await pause(1_000);
          line?.set({ refusing: false });
        },
        "policy changed": async () => {
          const text = `@id("open") permit(principal, action == Action::"useModel", resource); // ${random()}`;
          await gateway.api("POST", "/policies", { name: "open", domain: "lab", text });
        },
      };
      const names = Object.keys(acts);
      const callers = startCallers(lab, { count: 16, prefix: "soak", restMs: () => 10 });
      const endsAt = performance.now() + forMs;
      const memory: number[] = [];
      const handles: number[] = [];
      let done = 0;
      while (performance.now() < endsAt) {
        await callers.flow(50);
        const name = names[Math.floor(random() * names.length)] ?? "callee cut";
        await acts[name]?.();
        await callers.flow(20);
        memory.push(residentMiB(gateway.pid()));
        handles.push(readdirSync(`/proc/${gateway.pid()}/fd`).length);
        done += 1;
        if (done % 20 === 0) say(`${done} faults, ${callers.log.acked.size} calls, ${memory.at(-1)} MiB`);
      }
      const log = await callers.stop();
      const books = await checkInvariants(lab, log);
      const grown = half(memory, 1) - half(memory, 0);
      const moreHandles = half(handles, 1) - half(handles, 0);
      demand(
        books.problems,
        quick || grown < 40,
        `memory grew by ${grown} MiB from the first half to the second`,
      );
      demand(books.problems, quick || moreHandles < 20, `${moreHandles} handles more in the second half`);
      return {
        figures: {
          faults: done,
          ...books.figures,
          "ended in an error of the callee": log.failed.size,
          outcome_unknown: log.unknown.size,
          "memory grew MiB": grown,
          "handles more": moreHandles,
        },
        problems: books.problems,
      };
    } finally {
      await lab.close();
      await proxy?.close();
    }
  },
};

/** The mean of one half of the samples. */
function half(samples: readonly number[], which: 0 | 1): number {
  const middle = Math.floor(samples.length / 2);
  const part = which === 0 ? samples.slice(0, middle) : samples.slice(middle);
  return Math.round(part.reduce((sum, sample) => sum + sample, 0) / Math.max(1, part.length));
}
