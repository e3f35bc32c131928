import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";
import { residentMiB } from "./support/memory";
import { pause } from "./support/wait";

const HEAP_MIB = 160;

export const fault: Fault = {
  id: "F18",
  what: `a gateway with a heap of ${HEAP_MIB} MiB under calls with large bodies`,
  guarantee: "it turns calls away before its memory is gone, and does not die",
  async run({ quick, say }) {
    const forMs = quick ? 8_000 : 600_000;
    const lab = await openLab({
      env: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}`, SIGNALBOX_RATE_LIMIT: "1000000" },
    });
    try {
      const pid = lab.gateway.pid();
      const filler = "x".repeat(200_000);
      const callers = startCallers(lab, {
        count: quick ? 64 : 200,
        prefix: "memory",
        headers: () => ({ priority: Math.random() < 0.5 ? "u=6" : "u=3" }),
        filler: () => filler.slice(0, Math.floor(Math.random() * filler.length)),
      });
      const endsAt = performance.now() + forMs;
      let most = 0;
      while (performance.now() < endsAt && lab.gateway.running()) {
        await pause(500);
        if (lab.gateway.running()) most = Math.max(most, residentMiB(pid));
      }
      say(`${callers.log.acked.size} calls, ${most} MiB at most`);
      const alive = lab.gateway.running();
      if (!alive) await lab.gateway.start();
      const log = await callers.stop();
      const books = await checkInvariants(lab, log);
      demand(books.problems, alive, "the process died");
      return {
        figures: {
          seconds: forMs / 1000,
          ...books.figures,
          refused: [...log.refusals.values()].reduce((sum, count) => sum + count, 0),
          "memory at most MiB": most,
        },
        problems: books.problems,
      };
    } finally {
      await lab.close();
    }
  },
};
