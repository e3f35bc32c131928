import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { eventReader, gapsIn } from "./support/events";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";
import { randomOf } from "./support/random";
import { answerSoon } from "./support/upstream";
import { pause } from "./support/wait";

export const fault: Fault = {
  id: "F27",
  what: "two replicas stopped with SIGTERM and started again in turn, in mid-traffic",
  guarantee:
    "no call fails: what is under way finishes, new ones are told to go elsewhere; event readers go on at the other replica; every stop ends with exit code 0",
  async run({ quick, seed, say }) {
    const random = randomOf(seed);
    const rounds = quick ? 1 : 10;
    const lab = await openLab({ roles: ["gateway", "gateway"], behaviour: answerSoon(5, 400) });
    try {
      let aim = 0;
      const callers = startCallers(lab, {
        count: quick ? 16 : 64,
        prefix: "rolling",
        url: () => lab.replicas[aim++ % lab.replicas.length]?.url ?? "",
      });
      const reader = eventReader(-1);
      let reading = true;
      let resumed = 0;
      const events = (async () => {
        for (let nth = 0; reading; nth++) {
          const url = lab.replicas[nth % lab.replicas.length]?.url ?? "";
          const badge = await lab.badge().catch(() => "");
          if (reader.seen.length > 0) resumed += 1;
          await reader.read(url, badge, () => !reading);
          await pause(20);
        }
      })();
      const codes: (number | null)[] = [];
      const stopMs: number[] = [];
      for (let round = 0; round < rounds; round++) {
        for (const replica of lab.replicas) {
          await callers.flow(32);
          await pause(50 + random() * 500);
          const stoppedAt = performance.now();
          codes.push(await replica.stop());
          stopMs.push(performance.now() - stoppedAt);
          await replica.start();
        }
        say(`${round + 1} of ${rounds} rounds`);
      }
      await pause(300);
      const log = await callers.stop();
      const books = await checkInvariants(lab, log);
      const end = await lab.withSql(async (sql) => {
        const [row] = await sql<{ end: number }[]>`select count(*)::int as end from audit_leaves`;
        return row?.end ?? 0;
      });
      // The last event ends the reader's wait; a call makes one in case it has them all.
      reading = false;
      await lab.gateway.api("POST", "/domains", { name: "last", title: "Last" });
      await events;
      const from = reader.seen.at(-1) ?? -1;
      const rest = eventReader(from);
      if (from < end - 1)
        await rest.read(lab.gateway.url, await lab.badge(), () => (rest.seen.at(-1) ?? from) >= end - 1);
      const { gaps, repeated } = gapsIn([...reader.seen, ...rest.seen]);
      const failed = log.failed.size + log.unknown.size;
      demand(books.problems, failed === 0, `${failed} calls failed, such as ${[...log.failed][0]}`);
      demand(
        books.problems,
        codes.every((code) => code === 0),
        `exit codes were ${codes.join(", ")}`,
      );
      demand(books.problems, gaps === 0 && repeated === 0, `${gaps} events missing, ${repeated} twice`);
      return {
        figures: {
          restarts: codes.length,
          ...books.figures,
          failed,
          "refused and sent elsewhere": [...log.refusals.values()].reduce((sum, count) => sum + count, 0),
          "longest stop ms": Math.round(Math.max(...stopMs)),
          events: reader.seen.length,
          "event streams resumed": resumed,
        },
        problems: books.problems,
      };
    } finally {
      await lab.close();
    }
  },
};
