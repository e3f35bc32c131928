import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./lib/bundle.mjs";
import { fail } from "./lib/fail.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { root } from "./lib/root.mjs";

// `npm run traffic [-- --tasks 50 --concurrency 4]`: sends a varied stream of tasks through the running mesh.
requireNode();
try {
  await ensureInstalled();
  const program = join(root, "dist/examples/traffic.mjs");
  if (!existsSync(program)) await bundle({ "examples/traffic": "examples/traffic/main.ts" });
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(program).href);
} catch (err) {
  fail(err);
}
