import { build } from "./lib/build.mjs";
import { attempt, check, playwright, vitest } from "./lib/checks.mjs";
import { fail } from "./lib/fail.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";

// `npm test`: every check and every test, from a fresh clone. A failure does not stop the rest; the last line sums up.
requireNode();
try {
  await ensureInstalled();
} catch (err) {
  fail(err);
}

const tallies = [
  await check("Lint", "lint"),
  await check("Types", "typecheck"),
  await check("Layers", "layers"),
  await check("Unused code", "unused"),
  await vitest(),
];
const built = await attempt("Build", build);
tallies.push(built);
// Without a product there is nothing to browse; the build's failure already counts.
if (built.failed === 0) tallies.push(await playwright());

const sum = (key) => tallies.reduce((total, tally) => total + tally[key], 0);
const failures = tallies.flatMap((tally) => tally.failures);
const skipped = tallies.flatMap((tally) => tally.skipped);
// What is skipped where everything can run is not tested at all.
const strict = process.env.CI === "true";

for (const failure of failures) console.log(`\n✗ ${failure}`);
if (skipped.length > 0) {
  console.log(`\n${strict ? "✗ Skipped, which counts as failed in CI" : "Skipped"}:`);
  for (const title of skipped) console.log(`  ${title}`);
}
const failed = sum("failed") + (strict ? skipped.length : 0);
console.log(`\n${sum("passed")} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
