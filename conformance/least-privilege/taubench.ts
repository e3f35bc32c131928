import { readFileSync } from "node:fs";
import { z } from "zod";
import { corpus } from "../support/corpus";
import { inParallel, newTally, share, type Tally } from "./tally";
import { startToolServer } from "./tool-server";
import type { World } from "./world";

const tasks = z.array(
  z.object({ actions: z.array(z.object({ name: z.string(), kwargs: z.record(z.string(), z.json()) })) }),
);

const FILES = ["taubench/retail_test.json", "taubench/retail_dev.json"];
/** Every nth task in the ordinary tests. */
const QUICK_STEP = 20;

/** Harmless work of a shop's agent with its shop's tools, under the shipped policies and without task grants: every call must be allowed. */
export async function replayTauBench(world: World, quick: boolean): Promise<Tally> {
  const all = FILES.flatMap((file) => tasks.parse(JSON.parse(readFileSync(corpus(file), "utf8"))));
  const chosen = all.flatMap((task, at) => (quick && at % QUICK_STEP !== 0 ? [] : [{ ...task, at }]));
  const tally = newTally();
  const served = await startToolServer(toolsOf(all));
  try {
    await world.addServer("retail", served.url);
    let allowed = 0;
    await inParallel(chosen, async ({ at, actions }) => {
      const badge = await world.task(`retail:${at}`, undefined);
      for (const { name, kwargs } of actions) {
        const outcome = await world.call(badge, "retail", name, kwargs);
        if (outcome.allowed) allowed++;
        else
          tally.failures.push({
            id: `tau-bench task ${at}: ${name}`,
            why: `${outcome.code}: ${outcome.message}`,
          });
      }
    });
    if (served.arrived.calls === allowed) tally.passed += allowed;
    else
      tally.failures.push({
        id: "tau-bench: what is allowed arrives",
        why: `${served.arrived.calls} of ${allowed}`,
      });
    tally.figures["tau-bench: calls allowed"] = share(allowed, allowed + tally.failures.length);
  } finally {
    await served.close();
  }
  return tally;
}

/** The shop's own tools on the shop's own database: no open world. */
function toolsOf(all: z.infer<typeof tasks>) {
  const params = new Map<string, Set<string>>();
  for (const { name, kwargs } of all.flatMap((task) => task.actions)) {
    const known = params.get(name) ?? new Set();
    for (const param of Object.keys(kwargs)) known.add(param);
    params.set(name, known);
  }
  return [...params].map(([name, known]) => ({
    name,
    description: name.replaceAll("_", " "),
    params: [...known],
    readOnly: /^(get|find|list|calculate)/.test(name),
    openWorld: false,
  }));
}
