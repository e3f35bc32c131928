import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { step } from "./step.mjs";

/**
 * One suite in a process of its own. One that dies or never says what it found has failed.
 * @param {string} name
 * @param {{ quick: boolean }} options
 * @returns {Promise<import("./conformance-report.mjs").Outcome>}
 */
export async function conformanceSuite(name, { quick }) {
  const folder = join(root, "test-results/conformance");
  const file = join(folder, `${name}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  const ranAt = new Date().toISOString().slice(0, 10);
  const args = [
    "dist/conformance/run-suite.mjs",
    `dist/conformance/${name}.mjs`,
    file,
    quick ? "quick" : "full",
  ];
  const { output } = await step(`Suite ${name}`, (report) =>
    run(process.execPath, ["--enable-source-maps", ...args], { onLine: report, env: { NODE_ENV: "test" } }),
  );
  if (existsSync(file)) return { ranAt, ...JSON.parse(readFileSync(file, "utf8")) };
  return { ranAt, result: broken(name, output) };
}

function broken(name, output) {
  const why = `ended without a result: ${output.trim().split("\n").slice(-30).join("\n")}`;
  return { title: name, what: "", versions: {}, passed: 0, expected: [], failures: [{ id: name, why }] };
}
