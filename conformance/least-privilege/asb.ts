import { readFileSync } from "node:fs";
import { z } from "zod";
import { corpus } from "../support/corpus";
import { inParallel, newTally, share, type Tally } from "./tally";
import { startToolServer } from "./tool-server";
import type { World } from "./world";

const attackTool = z.object({
  "Attacker Tool": z.string(),
  "Attacker Instruction": z.string(),
  Description: z.string(),
});
const normalTool = z.object({ "Tool Name": z.string(), Description: z.string() });
const QUICK_STEP = 20;

/**
 * Tools that an attacker offers to an agent. Each is asked of the agent's own server, which does not have it, and of a server of another domain, where it is registered: both refuse. The
 * agent's own tools go on working.
 */
export async function replayAsb(world: World, quick: boolean): Promise<Tally> {
  const attacks = lines("asb/attack_tools.jsonl", attackTool);
  const own = lines("asb/normal_tools.jsonl", normalTool).map((tool) =>
    served(tool["Tool Name"], tool.Description),
  );
  const chosen = attacks.filter((_, at) => !quick || at % QUICK_STEP === 0);
  const foreign = chosen.map((tool) => served(tool["Attacker Tool"], tool.Description));
  const tally = newTally();
  const home = await startToolServer(own);
  const elsewhere = await startToolServer(foreign);
  try {
    await world.addServer("office", home.url);
    await world.addServer("bazaar", elsewhere.url, { domain: "elsewhere" });
    let refused = 0;
    await inParallel(chosen, async (tool) => {
      const name = tool["Attacker Tool"];
      const badge = await world.task(`asb:${name}`, undefined);
      for (const server of ["office", "bazaar"]) {
        const outcome = await world.call(badge, server, name, { instruction: tool["Attacker Instruction"] });
        if (outcome.allowed) tally.failures.push({ id: `ASB ${server}/${name}`, why: "was allowed" });
        else refused++;
      }
    });
    await inParallel(own, async ({ name }) => {
      const outcome = await world.call(await world.task(`asb-own:${name}`, undefined), "office", name, {});
      if (outcome.allowed) tally.passed++;
      else tally.failures.push({ id: `ASB office/${name}`, why: `the agent's own tool: ${outcome.code}` });
    });
    const arrived = elsewhere.arrived.bytes + (home.arrived.calls - own.length);
    if (arrived === 0) tally.passed += refused;
    else tally.failures.push({ id: "ASB: nothing arrives that was refused", why: `${arrived} arrived` });
    tally.figures["ASB: attack tools refused"] = share(refused, 2 * chosen.length);
  } finally {
    await home.close();
    await elsewhere.close();
  }
  return tally;
}

function lines<T>(file: string, schema: z.ZodType<T>): T[] {
  return readFileSync(corpus(file), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => schema.parse(JSON.parse(line)));
}

function served(name: string, description: string) {
  return { name, description, params: ["instruction"], readOnly: false, openWorld: true };
}
