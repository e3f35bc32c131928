import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "./lib/build.mjs";
import { bundle } from "./lib/bundle.mjs";
import { fail } from "./lib/fail.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { root } from "./lib/root.mjs";
import { step } from "./lib/step.mjs";

// `npm run faults [-- name ...] [--seed 1] [--quick] [--list]`: those of `faults/plan.ts`; no name means all. A name may also be an id of the plan, such as F1.
requireNode();
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: "string" }, quick: { type: "boolean" }, list: { type: "boolean" } },
  });
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : wholeNumber(values.seed);
  await ensureInstalled();
  await step("Building the faults", () => bundle({ "faults/plan": "faults/plan.ts" }));
  process.chdir(root);
  process.setSourceMapsEnabled(true);
  const { PLAN } = await import(pathToFileURL(join(root, "dist/faults/plan.mjs")).href);
  const faults = Object.entries(PLAN).map(([name, fault]) => ({ name, fault }));
  if (values.list) {
    for (const { name, fault } of faults) console.log(`${fault.id.padEnd(5)}${name.padEnd(22)}${fault.what}`);
    process.exit(0);
  }
  const chosen = choose(faults, positionals);
  await build({ withConsole: false });
  let failed = 0;
  for (const { name, fault } of chosen) {
    console.log(`\n── ${fault.id} ${name}: ${fault.what} (seed ${seed}) ──\n  must hold: ${fault.guarantee}`);
    const result = await fault.run({
      quick: values.quick === true,
      seed,
      say: (line) => console.log(`  … ${line}`),
    });
    const figures = Object.entries(result.figures).map(([key, value]) => `${key}=${value}`);
    if (figures.length > 0) console.log(`  ${figures.join(" ")}`);
    for (const problem of result.problems) console.log(`  ✗ ${problem}`);
    const verdict = result.skipped ? `SKIP: ${result.skipped}` : result.problems.length > 0 ? "FAIL" : "PASS";
    console.log(`  ${verdict}`);
    // Where everything can run, what was left out was not tested at all.
    if (result.problems.length > 0 || (result.skipped && process.env.CI === "true")) failed += 1;
  }
  console.log(`\n${chosen.length - failed} of ${chosen.length} held (seed ${seed})`);
  process.exit(failed === 0 ? 0 : 1);
} catch (err) {
  fail(err);
}

function choose(faults, asked) {
  const matches = ({ name, fault }, text) => name === text || fault.id.toLowerCase() === text.toLowerCase();
  const unknown = asked.find((text) => !faults.some((one) => matches(one, text)));
  if (unknown) throw new Error(`There is no fault "${unknown}". npm run faults -- --list names them.`);
  return asked.length === 0 ? faults : faults.filter((one) => asked.some((text) => matches(one, text)));
}

function wholeNumber(text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error("--seed takes a whole number.");
  return value;
}
