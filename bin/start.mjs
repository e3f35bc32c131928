import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildDue, wantsConsole } from "./lib/build.mjs";
import { fail } from "./lib/fail.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { root } from "./lib/root.mjs";

// `npm start`: everything from a fresh clone to a served mesh. The server runs in this very process, so a signal to it is a signal to the mesh.
requireNode();
try {
  await ensureInstalled();
  const withConsole = wantsConsole();
  const due = buildDue({ withConsole });
  if (due.bundle || due.console) buildApart(withConsole);
} catch (err) {
  fail(err);
}
process.chdir(root);
process.env.NODE_ENV = "production";
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(root, "dist/server.mjs")).href);

/** In a process of its own: the bundlers' memory and helpers are gone before the mesh starts. */
function buildApart(withConsole) {
  const args = [join(root, "bin/build.mjs"), ...(withConsole ? [] : ["--no-console"])];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
