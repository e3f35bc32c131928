import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { mustRun } from "./run.mjs";
import { step } from "./step.mjs";

const lockFile = join(root, "package-lock.json");
const installedFile = join(root, "node_modules", ".package-lock.json");
const stampFile = join(root, "node_modules", ".signalbox-install");

/** Installs the locked packages when they are missing or are not the locked ones. */
export async function ensureInstalled() {
  const reason = staleReason();
  if (!reason) return;
  await step(`Installing packages (${reason})`, async (report) => {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    await mustRun(npm, ["ci", "--no-audit", "--no-fund"], { onLine: report });
  });
  writeFileSync(stampFile, stamp());
}

/** Why an install is due, or undefined. */
export function staleReason() {
  if (!existsSync(installedFile)) return "none yet";
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp()) return undefined;
  const wrong = firstDifference();
  if (wrong) return `${wrong} is not as locked`;
  writeFileSync(stampFile, stamp());
  return undefined;
}

/** Native binaries belong to one platform, so a folder copied from another machine is stale too. */
function stamp() {
  const lock = createHash("sha256").update(readFileSync(lockFile)).digest("hex");
  return `${lock} ${process.platform}-${process.arch}\n`;
}

/** The first package whose installed version differs from the lockfile. Optional ones may be absent: they are for other platforms. */
function firstDifference() {
  const locked = JSON.parse(readFileSync(lockFile, "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  for (const [path, entry] of Object.entries(locked)) {
    if (path === "" || entry.link) continue;
    const found = installed[path];
    if (!found && entry.optional) continue;
    if (found?.version !== entry.version || found?.integrity !== entry.integrity) return path;
  }
  return Object.keys(installed).find((path) => !(path in locked));
}
