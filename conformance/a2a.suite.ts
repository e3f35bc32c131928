import { readFileSync } from "node:fs";
import { EXPECTED } from "./a2a/expected";
import { runPairs } from "./a2a/run-pairs";
import type { Suite } from "./suite";

/** A2A through the mesh, requirement by requirement, beside the same agent without the mesh. */
export const run: Suite = async () => {
  const rows = await runPairs();
  const sdk = JSON.parse(readFileSync("node_modules/@a2a-js/sdk/package.json", "utf8")) as {
    version: string;
  };
  const missed = rows.filter(({ mesh }) => mesh !== undefined);
  const failures = missed
    .filter(({ id, direct }) => direct === undefined || !Object.hasOwn(EXPECTED, id))
    .map(({ id, mesh, direct }) => ({
      id,
      why: `${mesh}${direct === undefined ? " (the agent itself passes)" : ""}`,
    }));
  for (const id of Object.keys(EXPECTED)) {
    if (!missed.some((row) => row.id === id))
      failures.push({ id, why: "is listed as expected to fail and passes" });
  }
  return {
    title: "A2A 1.0.1 and 0.3, JSON-RPC and HTTP+JSON",
    what: "Every MUST and SHOULD of A2A 1.0.1 under the ids of the public TCK, and of A2A 0.3 under ids of our own, asked of the conformance agent itself and of the mesh in front of it.",
    versions: { A2A: "1.0.1, 0.3", "@a2a-js/sdk": sdk.version },
    passed: rows.length - missed.length,
    failures,
    expected: missed
      .filter(({ id, direct }) => direct !== undefined && Object.hasOwn(EXPECTED, id))
      .map(({ id }) => ({ id, why: EXPECTED[id] ?? "" })),
    details: {
      head: ["Requirement", "Level", "The agent itself", "Through the mesh"],
      rows: rows.map(({ id, level, direct, mesh }) => [`\`${id}\``, level, verdict(direct), verdict(mesh)]),
    },
    figures: {
      requirements: rows.length,
      "the agent itself passes": rows.filter(({ direct }) => direct === undefined).length,
      "passed only through the mesh": rows.filter(
        ({ direct, mesh }) => direct !== undefined && mesh === undefined,
      ).length,
      "lost in the mesh": rows.filter(({ direct, mesh }) => direct === undefined && mesh !== undefined)
        .length,
    },
  };
};

function verdict(wrong: string | undefined): string {
  return wrong === undefined ? "passed" : `not: ${wrong}`;
}
