import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { eventReader, gapsIn } from "./support/events";
import { demand } from "./support/figures";
import { type Lab, openLab } from "./support/lab";
import { randomOf } from "./support/random";
import { answerSoon } from "./support/upstream";
import { pause, until } from "./support/wait";

export const fault: Fault = {
  id: "R1",
  what: "two gateway replicas on one database, one killed in mid-traffic, again and again",
  guarantee:
    "the other one carries on: the dead one's open calls end as outcome_unknown within a minute, the log goes on without a gap, event readers resume, nothing is lost or done twice",
  async run({ quick, seed, say }) {
    const random = randomOf(seed);
    const kills = quick ? 1 : 10;
    const lab = await openLab({ roles: ["gateway", "gateway"], behaviour: answerSoon(50, 400) });
    try {
      const urls = lab.replicas.map(({ url }) => url);
      let aim = 0;
      const callers = startCallers(lab, {
        count: quick ? 16 : 64,
        prefix: "replicas",
        url: () => urls[aim++ % urls.length] ?? "",
      });
      const reader = eventReader(-1);
      const reading = new AbortController();
      const events = follow(lab, urls, reader, reading.signal);
      const closedMs: number[] = [];
      for (let nth = 0; nth < kills; nth++) {
        await callers.flow(32);
        await pause(50 + random() * 500);
        const victim = lab.replicas[random() < 0.5 ? 0 : 1] ?? lab.gateway;
        await victim.kill();
        const killedAt = performance.now();
        await until("the other replica goes on", () => (callers.log.ackedAtMs.at(-1) ?? 0) > killedAt + 200);
        // Nobody starts the dead one again before the living one has cleared up after it.
        await until("the dead one's calls are closed", () => nothingOpenSince(lab, killedAt), 60_000, 200);
        closedMs.push(performance.now() - killedAt);
        await victim.start();
        say(`kill ${nth + 1} of ${kills}: cleared up after ${Math.round(closedMs.at(-1) ?? 0)} ms`);
      }
      const log = await callers.stop();
      const books = await checkInvariants(lab, log);
      reading.abort();
      // An event more, so that a reader who has them all looks up.
      await lab.gateway.api("POST", "/domains", { name: "last", title: "Last" });
      await events;
      const { gaps, repeated } = gapsIn(reader.seen);
      demand(books.problems, gaps === 0 && repeated === 0, `${gaps} events missing, ${repeated} twice`);
      demand(books.problems, log.failed.size === 0, `calls failed, such as ${[...log.failed][0]}`);
      return {
        figures: {
          kills,
          ...books.figures,
          outcome_unknown: log.unknown.size,
          "open calls closed after s": Math.round(Math.max(...closedMs) / 100) / 10,
          events: reader.seen.length,
        },
        problems: books.problems,
      };
    } finally {
      await lab.close();
    }
  },
};

/** Whether every call that began before a moment has an end. */
async function nothingOpenSince(lab: Lab, momentMs: number): Promise<boolean> {
  const seconds = (performance.now() - momentMs) / 1000;
  return lab.withSql(async (sql) => {
    const rows = await sql`
      select 1 from calls where status = 'admitted' and started_at < now() - make_interval(secs => ${seconds}) limit 1`;
    return rows.length === 0;
  });
}

/** Reads events from one replica after the other until told to stop. */
async function follow(
  lab: Lab,
  urls: readonly string[],
  reader: ReturnType<typeof eventReader>,
  signal: AbortSignal,
): Promise<void> {
  for (let nth = 0; !signal.aborted; nth++) {
    const badge = await lab.badge().catch(() => "");
    await reader.read(urls[nth % urls.length] ?? "", badge, () => signal.aborted);
    await pause(20);
  }
}
