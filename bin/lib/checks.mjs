import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { step } from "./step.mjs";

/**
 * What a check or a test run came to.
 * @typedef {{ passed: number, failed: number, skipped: string[], failures: string[] }} Tally
 */

const reports = join(root, "test-results");

/** One npm script that either holds or not. @returns {Promise<Tally>} */
export function check(title, script) {
  return attempt(title, () =>
    step(title, async (report) => {
      const { code, output } = await run(npm(), ["run", "--silent", script], { onLine: report });
      if (code !== 0) throw new Error(output.trimEnd());
    }),
  );
}

/** Work that either holds or throws. @returns {Promise<Tally>} */
export async function attempt(title, work) {
  try {
    await work();
    return { passed: 1, failed: 0, skipped: [], failures: [] };
  } catch (err) {
    return { passed: 0, failed: 1, skipped: [], failures: [`${title}\n${err.message}`] };
  }
}

/** Unit and protocol tests. @returns {Promise<Tally>} */
export async function vitest() {
  const file = reportFile("vitest.json");
  const cli = join(root, "node_modules/vitest/vitest.mjs");
  const args = [cli, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  console.log("▶ Unit and protocol tests");
  const { code } = await run(process.execPath, args, { live: true });
  return conclude("Unit and protocol tests", code, readReport(file), tallyVitest);
}

/** Browser tests against the built product. @returns {Promise<Tally>} */
export async function playwright() {
  const file = reportFile("playwright.json");
  const cli = join(root, "node_modules/playwright/cli.js");
  console.log("▶ Browser tests");
  const { code } = await run(process.execPath, [cli, "test", "--reporter=list,json"], {
    live: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  return conclude("Browser tests", code, readReport(file), tallyPlaywright);
}

/** A runner that died, or ended with an error that belongs to no test, counts as one failure. */
function conclude(title, code, report, tallyOf) {
  const tally = report ? tallyOf(report) : { passed: 0, failed: 0, skipped: [], failures: [] };
  if (code === 0 || tally.failed > 0) return tally;
  return {
    ...tally,
    failed: 1,
    failures: [`${title}: the runner ended with ${code}; see its output above.`],
  };
}

function tallyVitest(report) {
  const tally = { passed: 0, failed: 0, skipped: [], failures: [] };
  for (const file of report.testResults) {
    const name = file.name.replace(`${root}/`, "");
    if (file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed")) {
      tally.failed++;
      tally.failures.push(`${name}\n${file.message || "a hook failed; see the output above"}`);
    }
    for (const test of file.assertionResults) {
      const title = `${name} > ${test.fullName}`;
      if (test.status === "passed") tally.passed++;
      else if (test.status === "failed") {
        tally.failed++;
        tally.failures.push(`${title}\n${test.failureMessages.join("\n")}`);
      } else tally.skipped.push(title);
    }
  }
  return tally;
}

function tallyPlaywright(report) {
  const tally = { passed: 0, failed: 0, skipped: [], failures: [] };
  for (const error of report.errors ?? []) {
    tally.failed++;
    tally.failures.push(error.message ?? String(error));
  }
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const title = [...path, spec.title].join(" > ");
        if (test.status === "skipped") tally.skipped.push(title);
        else if (test.status === "unexpected") {
          tally.failed++;
          const messages = test.results.flatMap((result) => result.errors.map((error) => error.message));
          tally.failures.push(`${title}\n${messages.join("\n")}`);
        } else tally.passed++;
      }
    }
    for (const child of suite.suites ?? []) visit(child, [...path, child.title]);
  };
  for (const suite of report.suites ?? []) visit(suite, [suite.title]);
  return tally;
}

function reportFile(name) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, name);
  rmSync(file, { force: true });
  return file;
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function npm() {
  return process.platform === "win32" ? "npm.cmd" : "npm";
}
