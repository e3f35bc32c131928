import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle, productEntries } from "./bundle.mjs";
import { root } from "./root.mjs";
import { mustRun } from "./run.mjs";
import { bundleDigest, consoleDigest } from "./sources.mjs";
import { step } from "./step.mjs";

const stampFile = join(root, "dist", "build-stamp");

/** Builds what is out of date. The console is left out for a replica that only carries calls. */
export async function build({ withConsole = true } = {}) {
  const due = buildDue({ withConsole });
  if (due.bundle) {
    await step("Building the server", async () => {
      // Files are replaced in place: a mesh that runs from them may still start one of its samples again.
      mkdirSync(join(root, "dist"), { recursive: true });
      rmSync(stampFile, { force: true });
      await bundle(productEntries());
    });
    writeStamp({ bundle: bundleDigest() });
  }
  if (due.console) {
    await step("Building the console", (report) =>
      mustRun(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
        env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
        onLine: report,
      }),
    );
    writeStamp({ ...readStamp(), console: consoleDigest() });
  }
}

/** Which parts are out of date. */
export function buildDue({ withConsole = true } = {}) {
  const stamp = readStamp();
  const bundleStale = stamp.bundle !== bundleDigest() || !existsSync(join(root, "dist/server.mjs"));
  const consoleStale =
    withConsole &&
    hasConsole() &&
    (stamp.console !== consoleDigest() || !existsSync(join(root, ".next/BUILD_ID")));
  return { bundle: bundleStale, console: consoleStale };
}

/** `SIGNALBOX_ROLE=gateway` needs no console, and neither does who says so. */
export function wantsConsole(argv = process.argv, env = process.env) {
  return env.SIGNALBOX_ROLE !== "gateway" && !argv.includes("--no-console");
}

/** Next.js refuses to build a tree that has neither pages nor routes. */
function hasConsole() {
  const app = join(root, "app");
  if (!existsSync(app)) return false;
  return readdirSync(app, { recursive: true }).some((path) =>
    /(^|[/\\])(page|route)\.tsx?$/.test(String(path)),
  );
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return {};
  }
}

function writeStamp(stamp) {
  writeFileSync(stampFile, `${JSON.stringify(stamp)}\n`);
}
