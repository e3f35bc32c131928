import { build, buildDue, wantsConsole } from "./lib/build.mjs";
import { fail } from "./lib/fail.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";

// `npm run build [-- --no-console]`: the server, the command line, the sample mesh and the console, as far as they are out of date.
requireNode();
try {
  const withConsole = wantsConsole();
  await ensureInstalled();
  const due = buildDue({ withConsole });
  await build({ withConsole });
  if (!due.bundle && !due.console) console.log("✓ Up to date");
} catch (err) {
  fail(err);
}
