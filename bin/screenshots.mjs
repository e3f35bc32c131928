import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "./lib/build.mjs";
import { fail } from "./lib/fail.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { root } from "./lib/root.mjs";
import { mustRun } from "./lib/run.mjs";

// `npm run screenshots [-- --grep calls]`: pictures of every screen of a fresh sample mesh with some traffic, light and dark, wide and narrow, into docs/screenshots.
requireNode();
try {
  await ensureInstalled();
  await build();
  mkdirSync(join(root, "docs/screenshots"), { recursive: true });
  const cli = join(root, "node_modules/playwright/cli.js");
  await mustRun(process.execPath, [cli, "test", "--project=pictures", ...process.argv.slice(2)], {
    live: true,
    env: { SIGNALBOX_PICTURES: "on" },
  });
} catch (err) {
  fail(err);
}
