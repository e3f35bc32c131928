import { randomInt } from "node:crypto";
import type { FaultResult } from "@/faults/fault";
import { PLAN } from "@/faults/plan";
import type { Miss, Suite } from "./suite";

/** The whole plan of faults against real processes. Its slice for the ordinary tests is `e2e/faults.spec.ts`. */
export const run: Suite = async ({ quick }) => {
  const seed = Number(process.env.SIGNALBOX_SEED ?? randomInt(2 ** 32));
  const failures: Miss[] = [];
  const expected: Miss[] = [];
  const figures: Record<string, string> = {};
  const totals = { acked: 0, lost: 0, dup: 0, unaudited: 0 };
  let passed = 0;
  for (const [name, fault] of Object.entries(PLAN)) {
    const id = `${fault.id} ${name}`;
    const say = (line: string) => console.log(`${id}: ${line}`);
    const outcome: FaultResult = await fault
      .run({ quick, seed, say })
      .catch((err: Error) => ({ figures: {}, problems: [err.message] }));
    if (outcome.skipped !== undefined) expected.push({ id, why: outcome.skipped });
    else if (outcome.problems[0] !== undefined) failures.push({ id, why: outcome.problems.join("; ") });
    else passed += 1;
    for (const key of TOTALLED) totals[key] += Number(outcome.figures[key] ?? 0);
    const measured = Object.entries(outcome.figures).map(([key, value]) => `${key}=${value}`);
    say(outcome.skipped ?? [...outcome.problems, ...measured].join("; "));
    if (measured.length > 0) figures[id] = measured.join(" ");
  }
  return {
    title: "Faults",
    what: "Processes killed, paused and restarted, databases and disks that fail, callees that fail, vanish or trickle, overload, partitions, clocks, backups: after each, the books of callee, callers and mesh are compared. docs/faults.md says what each does and must hold.",
    versions: { node: process.version, PostgreSQL: "18" },
    passed,
    failures,
    expected,
    figures: {
      "calls acknowledged": totals.acked,
      "of these lost": totals.lost,
      "done twice": totals.dup,
      "off the record": totals.unaudited,
      seed,
      ...figures,
    },
  };
};

/** Added up over all faults. */
const TOTALLED = ["acked", "lost", "dup", "unaudited"] as const;
