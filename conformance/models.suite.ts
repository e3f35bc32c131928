import { readFileSync } from "node:fs";
import { ERRORS, REFUSALS } from "./models/errors";
import { FEATURES } from "./models/features";
import { openLanes } from "./models/lane";
import { ledgerAddsUp } from "./models/ledger";
import type { Miss, Suite } from "./suite";

/** Both vendors' official packages through the mesh, each to a provider of its own format and of the other. */
export const run: Suite = async ({ quick }) => {
  const { lanes, mesh, close } = await openLanes();
  const failures: Miss[] = [];
  const figures: Record<string, string> = {};
  let passed = 0;
  try {
    for (const lane of lanes) {
      const name = `${lane.client} client, ${lane.provider} model`;
      const features = [...FEATURES, ...ERRORS, ...REFUSALS, ledgerAddsUp(mesh, quick ? 10 : 250)].filter(
        (feature) => feature.applies?.(lane) ?? true,
      );
      let good = 0;
      for (const feature of features) {
        try {
          await feature.run(lane);
          good++;
        } catch (err) {
          failures.push({
            id: `${name}: ${feature.name}`,
            why: err instanceof Error ? err.message : String(err),
          });
        }
      }
      passed += good;
      figures[name] = `${good} of ${features.length}`;
    }
  } finally {
    await close();
  }
  return {
    title: "Models",
    what: "The official packages of both vendors ask through the mesh's doors, each a provider of its own format and one of the other, where the mesh translates. For every feature the provider must get the question as its documentation writes it, the client must hear what the provider said, and the record must hold the exact usage and cost.",
    versions: { openai: versionOf("openai"), "@anthropic-ai/sdk": versionOf("@anthropic-ai/sdk") },
    passed,
    failures,
    expected: [],
    figures,
  };
};

function versionOf(name: string): string {
  return (JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")) as { version: string })
    .version;
}
