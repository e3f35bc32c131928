import { execFile } from "node:child_process";
import { existsSync, statfsSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { isNodeSupported, OLDEST_NODE } from "./node-version.mjs";
import { root } from "./root.mjs";

/**
 * @typedef {{ level: "ok" | "warn" | "fail", text: string, advice?: string }} Finding
 */

const GIB = 1024 ** 3;
const DISK_NEEDED = 2 * GIB;
const DISK_COMFORTABLE = 10 * GIB;
const MEMORY_NEEDED = 1.5 * GIB;
const ASK_TIMEOUT_MS = 3000;

/** @returns {Finding} */
export function diagnoseNode() {
  const version = process.versions.node;
  if (isNodeSupported(version)) return { level: "ok", text: `Node ${version}` };
  return { level: "fail", text: `Node ${version}`, advice: `Install Node ${OLDEST_NODE} or newer.` };
}

/** @returns {Promise<Finding>} */
export async function diagnoseNpm() {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  try {
    const { stdout } = await promisify(execFile)(npm, ["--version"], { timeout: 20_000 });
    return { level: "ok", text: `npm ${stdout.trim()}` };
  } catch {
    return { level: "fail", text: "npm does not answer", advice: "Install npm; it comes with Node." };
  }
}

/** @returns {Finding} */
export function diagnoseDisk() {
  const place = firstExisting(resolve(root, process.env.SIGNALBOX_HOME || ".signalbox"));
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  const text = `${(free / GIB).toFixed(1)} GiB free at ${place}`;
  if (free < DISK_NEEDED)
    return { level: "fail", text, advice: "Free at least 2 GiB, or move SIGNALBOX_HOME." };
  if (free < DISK_COMFORTABLE) return { level: "warn", text, advice: "Records grow; plan for 10 GiB." };
  return { level: "ok", text };
}

/** @returns {Finding} */
export function diagnoseMemory() {
  const limit = Math.min(totalmem(), process.constrainedMemory?.() || Number.POSITIVE_INFINITY);
  const text = `${(limit / GIB).toFixed(1)} GiB memory`;
  if (limit >= MEMORY_NEEDED) return { level: "ok", text };
  return {
    level: "warn",
    text,
    advice: "Building the console takes about 1.5 GiB; build on a larger machine.",
  };
}

/** @returns {Promise<Finding>} */
export async function diagnosePort() {
  const port = Number(process.env.PORT || 7400);
  const host = process.env.HOST || "127.0.0.1";
  const problem = await listenProblem(port, host);
  if (!problem) return { level: "ok", text: `Port ${port} on ${host} is free` };
  if (problem === "EADDRINUSE" && (await isSignalbox(port, host)))
    return { level: "ok", text: `Signalbox is running on ${host}:${port}` };
  const advice =
    problem === "EADDRINUSE"
      ? "Another program has it: end that or set PORT."
      : "Set PORT or HOST to one this user may listen on.";
  return { level: "fail", text: `Port ${port} on ${host} cannot be used (${problem})`, advice };
}

/**
 * Badges live for minutes, so a clock that is behind refuses good ones and accepts stale ones. A file from the future shows a clock that was set back.
 * @returns {Finding}
 */
export function diagnoseClock() {
  const newest = Math.max(...["package.json", "dist/build-stamp"].map(modifiedMs));
  const now = Date.now();
  const text = `Clock says ${new Date(now).toISOString()}`;
  if (newest > now + 60_000) {
    return {
      level: "fail",
      text,
      advice: `Files here are newer (${new Date(newest).toISOString()}): set the clock.`,
    };
  }
  return { level: "ok", text };
}

function modifiedMs(path) {
  const file = join(root, path);
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

function firstExisting(path) {
  return existsSync(path) ? path : firstExisting(dirname(path));
}

function listenProblem(port, host) {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", (err) => done(err.code ?? String(err)));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(undefined)));
  });
}

async function isSignalbox(port, host) {
  try {
    const shown = host.includes(":") ? `[${host}]` : host === "0.0.0.0" ? "127.0.0.1" : host;
    const response = await fetch(`http://${shown}:${port}/.well-known/oauth-authorization-server`, {
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    });
    return response.ok && typeof (await response.json()).issuer === "string";
  } catch {
    return false;
  }
}
