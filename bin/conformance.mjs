import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./lib/build.mjs";
import { bundle } from "./lib/bundle.mjs";
import { renderConformance, stateOf } from "./lib/conformance-report.mjs";
import { conformanceSuite } from "./lib/conformance-suite.mjs";
import { fail } from "./lib/fail.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { root } from "./lib/root.mjs";
import { step } from "./lib/step.mjs";

// `npm run conformance [name ...] [--quick]`: runs `conformance/<name>.suite.ts`, no name means all, and writes what they found to docs/conformance.{json,md}. `--quick` runs a slice and writes nothing.
const records = join(root, "docs/conformance.json");

requireNode();
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: "boolean", default: false } },
  });
  // npm keeps flags for itself unless they follow `--`.
  const quick = values.quick || process.env.npm_config_quick === "true";
  const names = chosen(positionals);
  await ensureInstalled();
  await build({ withConsole: false });
  await step("Building the suites", () =>
    bundle({
      "conformance/run-suite": "conformance/support/run-suite.ts",
      ...Object.fromEntries(names.map((name) => [`conformance/${name}`, `conformance/${name}.suite.ts`])),
    }),
  );
  const outcomes = {};
  for (const name of names) {
    outcomes[name] = await conformanceSuite(name, { quick });
    tell(outcomes[name]);
    // Written after each, so that a run that is cut short has kept what it found.
    if (!quick) keep({ [name]: outcomes[name] });
  }
  process.exit(Object.values(outcomes).some((outcome) => stateOf(outcome) === "failed") ? 1 : 0);
} catch (err) {
  fail(err);
}

function chosen(asked) {
  const all = suites();
  const unknown = asked.find((name) => !all.includes(name));
  if (unknown) throw new Error(`There is no suite "${unknown}". There are: ${all.join(", ")}.`);
  return asked.length > 0 ? asked : all;
}

function suites() {
  return readdirSync(join(root, "conformance"))
    .filter((file) => file.endsWith(".suite.ts"))
    .map((file) => basename(file, ".suite.ts"))
    .sort();
}

/** Only what ran is replaced; a suite that no longer exists leaves. */
function keep(ran) {
  const kept = existsSync(records) ? JSON.parse(readFileSync(records, "utf8")) : {};
  const known = Object.fromEntries(
    suites().flatMap((name) => {
      const outcome = ran[name] ?? kept[name];
      return outcome ? [[name, outcome]] : [];
    }),
  );
  writeFileSync(records, `${JSON.stringify(known, null, 2)}\n`);
  writeFileSync(join(root, "docs/conformance.md"), renderConformance(known));
}

function tell(outcome) {
  if (outcome.missing) return console.log(`  could not run: ${outcome.missing}`);
  const { passed, expected, failures, figures = {} } = outcome.result;
  console.log(`  ${passed} passed, ${expected.length} expected, ${failures.length} failed`);
  for (const [name, value] of Object.entries(figures)) console.log(`  ${name}: ${value}`);
  for (const miss of expected) console.log(`  · ${miss.id}: ${miss.why}`);
  for (const miss of failures) console.log(`  ✗ ${miss.id}: ${miss.why}`);
}
