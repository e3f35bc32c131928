#!/usr/bin/env node
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle, productEntries } from "./lib/bundle.mjs";
import { fail } from "./lib/fail.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { root } from "./lib/root.mjs";

// The command line: `signalbox verify <bundle>` and what else `cli/` offers.
requireNode();
const program = join(root, "dist/cli.mjs");
try {
  if (!existsSync(program)) {
    await ensureInstalled();
    const { cli } = productEntries();
    await bundle({ cli });
  }
} catch (err) {
  fail(err);
}
process.setSourceMapsEnabled(true);
await import(pathToFileURL(program).href);
