import { readdirSync } from "node:fs";
import { request } from "undici";
import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { type FaultProxy, startFaultProxy } from "./fault-proxy";
import { emptyLog } from "./support/callers";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";
import { streamAnswer } from "./support/upstream";
import { pause, until } from "./support/wait";

export const fault: Fault = {
  id: "F7",
  what: "a callee's machine vanishes in mid-stream: nothing comes any more, and no end either",
  guarantee: "every stream ends with an error at the caller within a minute, and every handle is given back",
  async run({ quick, say }) {
    const streams = quick ? 10 : 200;
    // The pause between two pieces of an answer ends it after 60 s, the call's deadline may be earlier.
    const env: Record<string, string> = quick ? { SIGNALBOX_CALL_DEADLINE_MS: "4000" } : {};
    let proxy: FaultProxy | undefined;
    const lab = await openLab({
      env,
      behaviour: ({ key, res }) => streamAnswer(res, key, 100_000, 100),
      via: async (upstream) => {
        proxy = await startFaultProxy({ port: upstream.port });
        return `http://127.0.0.1:${proxy.port}/v1`;
      },
    });
    try {
      const badge = await lab.badge();
      const before = handles(lab.gateway.pid());
      const endings: string[] = [];
      let begun = 0;
      const all = Array.from({ length: streams }, async (_, nth) => {
        const response = await request(`${lab.gateway.url}/v1/chat/completions`, {
          method: "POST",
          headers: { authorization: `Bearer ${badge}`, "content-type": "application/json" },
          body: JSON.stringify({
            model: "m",
            stream: true,
            messages: [{ role: "user", content: `vanished-${nth}` }],
          }),
          bodyTimeout: 120_000,
        });
        begun += 1;
        try {
          for await (const _ of response.body) void _;
          endings.push("end");
        } catch {
          endings.push("error");
        }
      });
      await until("every stream has begun", () => begun === streams);
      await pause(500);
      proxy?.set({ vanished: true });
      const vanishedAt = performance.now();
      say("the callee is gone");
      await Promise.all(all);
      const endedMs = performance.now() - vanishedAt;
      await until("handles are back", () => handles(lab.gateway.pid()) <= before + 25, 30_000, 200).catch(
        () => {},
      );
      const after = handles(lab.gateway.pid());
      const books = await checkInvariants(lab, emptyLog("vanished"));
      demand(books.problems, endedMs < 65_000, `the last stream ended after ${Math.round(endedMs)} ms`);
      const errors = endings.filter((ending) => ending === "error").length;
      demand(
        books.problems,
        errors === streams,
        `${streams - errors} streams ended as if they were complete`,
      );
      demand(books.problems, after <= before + 25, `${before} handles before, ${after} after`);
      return {
        figures: {
          streams,
          ...books.figures,
          "last stream ended after s": Math.round(endedMs / 100) / 10,
          "handles before": before,
          "handles after": after,
        },
        problems: books.problems,
      };
    } finally {
      await lab.close();
      await proxy?.close();
    }
  },
};

/** Open file descriptors of a process. The database pools may still have to grow by twenty. */
function handles(pid: number | undefined): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
