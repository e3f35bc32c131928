import { readFileSync } from "node:fs";
import { z } from "zod";
import type { ToolGrant } from "@/lib/identity/principal";
import { corpus } from "../support/corpus";
import { planGrants, promptGrants, toolCall } from "./grants";
import { hintsOf, judgePlanned, judgeWorded, type Made, type Pair } from "./judge-agentdojo";
import { inParallel, newTally, type Tally } from "./tally";
import { startToolServer } from "./tool-server";
import type { World } from "./world";

const suites = z.record(
  z.string(),
  z.object({
    tools: z.array(z.object({ name: z.string(), description: z.string(), params: z.array(z.string()) })),
    user_tasks: z.array(
      z.object({ id: z.string(), prompt: z.string(), ground_truth_calls: z.array(toolCall) }),
    ),
    injection_tasks: z.array(z.object({ id: z.string(), ground_truth_calls: z.array(toolCall) })),
  }),
);

const FILE = "agentdojo/agentdojo_v1.json";
/** Every nth pair in the ordinary tests. */
const QUICK_STEP = 12;

/**
 * Every user task with every injection task, as if the model had given in to each injection: the user's own calls, then the attacker's, under one badge. The task's grant is made of the user's task alone.
 * Once with the task's whole plan as the grant, once with what the user's words alone fix.
 */
export async function replayAgentDojo(world: World, quick: boolean): Promise<Tally> {
  const data = suites.parse(JSON.parse(readFileSync(corpus(FILE), "utf8")));
  const tally = newTally();
  const planned: Made[] = [];
  const worded: Made[] = [];
  for (const [server, suite] of Object.entries(data)) {
    const served = await startToolServer(suite.tools.map((tool) => ({ ...tool, ...hintsOf(tool.name) })));
    try {
      await world.addServer(server, served.url);
      const pairs = pairsOf(server, suite).filter((_, at) => !quick || at % QUICK_STEP === 0);
      const byPlan = await replay(world, pairs, "plan", (pair) => planGrants(server, pair.user));
      const byWords = await replay(world, pairs, "words", (pair) =>
        promptGrants(server, pair.user, pair.prompt),
      );
      planned.push(...byPlan);
      worded.push(...byWords);
      const allowed = [...byPlan, ...byWords].filter((call) => call.code === undefined).length;
      const why = `${allowed} calls were allowed, ${served.arrived.calls} arrived`;
      if (served.arrived.calls === allowed) tally.passed++;
      else tally.failures.push({ id: `AgentDojo ${server}: nothing arrives that was refused`, why });
    } finally {
      await served.close();
    }
  }
  judgePlanned(tally, planned);
  judgeWorded(tally, worded);
  return tally;
}

function pairsOf(server: string, suite: z.infer<typeof suites>[string]): Pair[] {
  return suite.user_tasks.flatMap((user) =>
    suite.injection_tasks.map((injection) => ({
      id: `${server} ${user.id} ${injection.id}`,
      server,
      prompt: user.prompt,
      user: user.ground_truth_calls,
      injected: injection.ground_truth_calls,
    })),
  );
}

async function replay(
  world: World,
  pairs: readonly Pair[],
  run: string,
  grantsOf: (pair: Pair) => ToolGrant[],
): Promise<Made[]> {
  const made: Made[] = [];
  await inParallel(pairs, async (pair) => {
    const badge = await world.task(`${run}:${pair.id.replaceAll(" ", ":")}`, grantsOf(pair));
    for (const by of ["user", "attacker"] as const) {
      for (const call of by === "user" ? pair.user : pair.injected) {
        const outcome = await world.call(badge, pair.server, call.function, call.args);
        made.push({ pair, by, call, code: outcome.allowed ? undefined : outcome.code });
      }
    }
  });
  return made;
}
