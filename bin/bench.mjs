import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "./lib/bundle.mjs";
import { fail } from "./lib/fail.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { root } from "./lib/root.mjs";
import { step } from "./lib/step.mjs";

// `npm run bench [-- name ...] [--seconds 10] [--rounds 3]`: each `bench/<name>.ts` exports `run({ seconds, rounds })`; no name means all.
requireNode();
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seconds: { type: "string", default: "10" }, rounds: { type: "string", default: "3" } },
  });
  const options = { seconds: positive("seconds", values.seconds), rounds: positive("rounds", values.rounds) };
  const names = chosen(positionals);
  await ensureInstalled();
  await step("Building the benchmarks", () =>
    bundle(Object.fromEntries(names.map((name) => [`bench/${name}`, `bench/${name}.ts`]))),
  );
  process.chdir(root);
  process.env.NODE_ENV = "production";
  process.setSourceMapsEnabled(true);
  for (const name of names) {
    console.log(`\n── ${name} ──`);
    const { run } = await import(pathToFileURL(join(root, `dist/bench/${name}.mjs`)).href);
    await run(options);
  }
  process.exit(process.exitCode ?? 0);
} catch (err) {
  fail(err);
}

function chosen(asked) {
  const all = readdirSync(join(root, "bench"))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => basename(file, ".ts"))
    .sort();
  const unknown = asked.find((name) => !all.includes(name));
  if (unknown) throw new Error(`There is no benchmark "${unknown}". There are: ${all.join(", ")}.`);
  return asked.length > 0 ? asked : all;
}

function positive(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number from 1 up.`);
  return value;
}
