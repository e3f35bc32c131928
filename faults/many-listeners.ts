import { get } from "node:http";
import type { Socket } from "node:net";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { demand, quantile } from "./support/figures";
import { openLab } from "./support/lab";
import { residentMiB } from "./support/memory";
import { pause, until } from "./support/wait";

const TIME = /"time":"([^"]+)"/g;

export const fault: Fault = {
  id: "F16",
  what: "many readers of events at once, some of whom stop reading",
  guarantee:
    "everybody who reads gets the events within a second, those who do not are dropped at a bound, and memory stays small",
  async run({ quick, say }) {
    const readers = quick ? 500 : 10_000;
    const stalled = quick ? 50 : 500;
    const holdMs = quick ? 3_000 : 60_000;
    const lab = await openLab();
    try {
      const badge = await lab.badge();
      const before = residentMiB(lab.gateway.pid());
      const lagsMs: number[] = [];
      let open = 0;
      let dropped = 0;
      const sockets: Socket[] = [];
      const connect = (reads: boolean) =>
        new Promise<void>((done) => {
          const req = get(`${lab.gateway.url}/events`, {
            headers: { authorization: `Bearer ${badge}` },
            agent: false,
          });
          req.on("error", () => done());
          req.on("response", (res) => {
            if (res.statusCode === 200) open += 1;
            sockets.push(res.socket);
            res.on("error", () => {});
            res.on("close", () => {
              open -= 1;
              if (!reads) dropped += 1;
            });
            if (reads) {
              let nth = 0;
              res.on("data", (chunk: Buffer) => {
                // One reader in ten keeps the clock: parsing all of them would measure this program.
                if (nth++ % 10 !== 0) return;
                const now = Date.now();
                for (const [, time] of chunk.toString().matchAll(TIME))
                  lagsMs.push(now - Date.parse(time ?? ""));
              });
            } else res.pause();
            done();
          });
        });
      for (let nth = 0; nth < readers; nth += 100)
        await Promise.all(Array.from({ length: 100 }, (_, at) => connect(nth + at >= stalled)));
      await until("every reader is connected", () => open >= readers, 60_000);
      const held = residentMiB(lab.gateway.pid());
      say(`${open} readers are connected, ${held} MiB`);
      const callers = startCallers(lab, { count: 1, prefix: "listeners", restMs: () => 200 });
      const endsAt = performance.now() + holdMs;
      let most = held;
      while (performance.now() < endsAt) {
        await pause(500);
        most = Math.max(most, residentMiB(lab.gateway.pid()));
      }
      await callers.stop();
      await pause(1000);
      const kept = open;
      const p99 = quantile(lagsMs, 0.99);
      const problems: string[] = [];
      demand(
        problems,
        kept >= readers - stalled,
        `${readers - stalled - kept} readers who read were dropped`,
      );
      demand(problems, most < 600, `${most} MiB`);
      demand(problems, lagsMs.length > 0 && (quick || p99 < 1000), `events came after ${p99} ms (p99)`);
      for (const socket of sockets) socket.destroy();
      return {
        figures: {
          readers,
          "of them stalled": stalled,
          dropped,
          "memory before MiB": before,
          "memory at most MiB": most,
          "event after p50 ms": quantile(lagsMs, 0.5),
          "event after p99 ms": p99,
        },
        problems,
      };
    } finally {
      await lab.close();
    }
  },
};
