import { spawn } from "node:child_process";
import { join } from "node:path";
import { bundleOptions, productEntries } from "./lib/bundle.mjs";
import { fail } from "./lib/fail.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { root } from "./lib/root.mjs";

// `npm run dev`: the server is built again and restarted at every change; Next.js inside it refreshes the console by itself.
requireNode();
try {
  await ensureInstalled();
} catch (err) {
  fail(err);
}

const STOP_TIMEOUT_MS = 15_000;
let server;
let restarting = Promise.resolve();
let stopping = false;

const esbuild = await import("esbuild");
const context = await esbuild.context({
  ...bundleOptions(productEntries()),
  logLevel: "warning",
  plugins: [{ name: "restart", setup: (build) => build.onEnd(onBuilt) }],
});
await context.watch();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);

function onBuilt(result) {
  if (result.errors.length > 0 || stopping) return;
  restarting = restarting.then(restart);
}

async function restart() {
  await end(server);
  if (stopping) return;
  server = spawn(process.execPath, ["--enable-source-maps", join(root, "dist/server.mjs")], {
    cwd: root,
    stdio: "inherit",
    // A group of its own: Ctrl-C reaches this process only, which passes it on once.
    detached: process.platform !== "win32",
    env: { ...process.env, NODE_ENV: "development" },
  });
}

async function stop() {
  if (stopping) return;
  stopping = true;
  await restarting;
  await Promise.all([end(server), context.dispose()]);
  process.exit(0);
}

/** Asks the server to drain and waits for it; one that hangs is killed. */
function end(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
