import type { Fault } from "./fault";
import { startFaultProxy } from "./fault-proxy";
import { startCallers } from "./support/callers";
import { eventReader, gapsIn } from "./support/events";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";
import { randomOf } from "./support/random";
import { pause } from "./support/wait";

export const fault: Fault = {
  id: "F8",
  what: "event streams reset in mid-flow, over and over, readers come back with Last-Event-ID",
  guarantee: "a reader gets exactly the events that it missed, each once",
  async run({ quick, seed, say }) {
    const random = randomOf(seed);
    const lab = await openLab();
    const proxy = await startFaultProxy({ port: Number(new URL(lab.gateway.url).port) });
    try {
      const wanted = quick ? 60 : 1000;
      const reader = eventReader(-1);
      const callers = startCallers(lab, { count: 4, prefix: "cut-streams", restMs: () => 5 });
      let reconnects = 0;
      for (; reconnects < wanted; reconnects++) {
        // The line is cut again until it hits a connection that was already there.
        let reading = true;
        const done = reader
          .read(`http://localhost:${proxy.port}`, await lab.badge(), () => false)
          .finally(() => {
            reading = false;
          });
        while (reading) {
          await pause(5 + random() * 60);
          proxy.reset();
        }
        await done;
        if ((reconnects + 1) % 200 === 0) say(`${reconnects + 1} of ${wanted} reconnects`);
      }
      await callers.stop();
      const end = await lab.withSql(async (sql) => {
        const [row] = await sql<{ end: number }[]>`select count(*)::int as end from audit_leaves`;
        return row?.end ?? 0;
      });
      await reader.read(lab.gateway.url, await lab.badge(), () => (reader.seen.at(-1) ?? -1) >= end - 1);
      const { gaps, repeated } = gapsIn(reader.seen);
      const problems: string[] = [];
      demand(problems, gaps === 0 && reader.seen[0] === 0, `${gaps} events are missing`);
      demand(problems, repeated === 0, `${repeated} events came twice`);
      demand(problems, reader.seen.length >= end, `${reader.seen.length} of ${end} events came`);
      return { figures: { reconnects, events: reader.seen.length, gaps, dup: repeated }, problems };
    } finally {
      await proxy.close();
      await lab.close();
    }
  },
};
