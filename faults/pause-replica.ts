import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";
import { answerSoon } from "./support/upstream";
import { until } from "./support/wait";

export const fault: Fault = {
  id: "R3",
  what: "one of two replicas is paused until the other takes it for dead, goes on, and is then killed",
  guarantee:
    "its calls end as outcome_unknown or as what they came to, never twice; after it goes on it counts as alive, and what it leaves open at its death is closed as well",
  async run({ quick, say }) {
    const rounds = quick ? 1 : 3;
    const lab = await openLab({ roles: ["gateway", "gateway"], behaviour: answerSoon(50, 400) });
    try {
      const [, victim] = lab.replicas;
      const pid = victim?.pid();
      if (!victim || pid === undefined) throw new Error("there are not two replicas");
      let aim = 0;
      const callers = startCallers(lab, {
        count: 16,
        prefix: "paused",
        url: () => lab.replicas[aim++ % 2]?.url ?? "",
      });
      const alive = () =>
        lab.withSql(async (sql) => (await sql`select 1 from replicas where stopped_at is null`).length);
      for (let round = 0; round < rounds; round++) {
        const running = victim.pid() ?? pid;
        await callers.flow(32);
        process.kill(running, "SIGSTOP");
        await until("the other takes it for dead", async () => (await alive()) === 1, 60_000, 200);
        process.kill(running, "SIGCONT");
        await until("it counts as alive again", async () => (await alive()) === 2, 20_000, 200);
        await callers.flow(32);
        await victim.kill();
        await until("its open calls are closed", async () => (await alive()) === 1, 60_000, 200);
        await victim.start();
        say(`${round + 1} of ${rounds} rounds`);
      }
      const log = await callers.stop();
      const books = await checkInvariants(lab, log, { learnsLater: true });
      demand(books.problems, log.failed.size === 0, `calls failed, such as ${[...log.failed][0]}`);
      return {
        figures: { rounds, ...books.figures, outcome_unknown: log.unknown.size },
        problems: books.problems,
      };
    } finally {
      await lab.close();
    }
  },
};
