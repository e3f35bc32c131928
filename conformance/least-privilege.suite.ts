import { replayAgentDojo } from "./least-privilege/agentdojo";
import { replayAsb } from "./least-privilege/asb";
import { replayCraiBench } from "./least-privilege/craibench";
import { replayTauBench } from "./least-privilege/taubench";
import { openWorld } from "./least-privilege/world";
import type { Suite } from "./suite";

/** Recorded tasks and attacks through the mesh: tools on a real MCP server, badges by token exchange, the shipped policies. */
export const run: Suite = async ({ quick }) => {
  const world = await openWorld();
  try {
    const tallies = [];
    for (const replay of [replayAgentDojo, replayTauBench, replayAsb, replayCraiBench])
      tallies.push(await replay(world, quick));
    const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
    const failures = tallies.flatMap((tally) => tally.failures);
    const record = await world.recordDiffers();
    if (record) failures.push({ id: "record", why: record });
    return {
      title: "Least privilege",
      what: WHAT,
      versions: {
        AgentDojo: "v1 (banking, slack)",
        "tau-bench": "retail",
        ASB: "attack tools",
        CrAIBench: "traces",
      },
      passed: passed + (record ? 0 : 1),
      failures,
      expected: [],
      figures: Object.assign({}, ...tallies.map((tally) => tally.figures)),
    };
  } finally {
    await world.close();
  }
};

const WHAT =
  `Every call went over the MCP door with a badge that a program had asked for and the agent had exchanged, to tools on a real MCP server of the corpus;
\`policies/own-domain.cedar\` and \`policies/untrusted-input.cedar\` were in force. AgentDojo: every user task with every injection task as if the model gave in each time, with task grants made
of the user's task alone, once of its whole plan with each call as often as the plan has it, once only of what the user's words fix. tau-bench: harmless work without grants. ASB: offered tools, unknown or of another domain. CrAIBench: what agents did after
a planted memory. What was refused never arrived at the server, and every call is on record with its decision.`.replaceAll(
    "\n",
    " ",
  );
