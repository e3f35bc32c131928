import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const READY_TIMEOUT_MS = 30_000;
const READY_LOOK_MS = 50;
/** More than a sample takes to drain. */
const STOP_TIMEOUT_MS = 6000;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
/** A process that ran this long before it ended starts again without delay. */
const STEADY_MS = 60_000;

/** A process that is kept running. */
export interface Program {
  url: string;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  name: string;
  /** The script that Node runs. */
  script: string;
  port: number;
  env: Readonly<Record<string, string>>;
  /** What is asked to see that it is up. */
  healthPath?: string;
  /** Where its output goes, as `<name>.log`. */
  logDir: string;
}

/**
 * Starts a process, waits until it answers, and starts it again when it ends, later and later if it keeps ending. The process has a channel to this one and ends
 * when that closes, so a killed mesh leaves nobody behind.
 * @throws Error when it does not answer in 30 seconds
 */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const url = `http://127.0.0.1:${options.port}`;
  const stopping = new AbortController();
  let child: ChildProcess = launch(options);
  let gone = ended(child);
  const kept = keep();
  try {
    await untilHealthy(`${url}${options.healthPath ?? "/healthz"}`, options.name, stopping.signal);
  } catch (err) {
    await stop();
    throw err;
  }
  return { url, stop };

  async function keep(): Promise<void> {
    let backoffMs = FIRST_BACKOFF_MS;
    let startedAt = Date.now();
    while (!stopping.signal.aborted) {
      await gone;
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > STEADY_MS) backoffMs = FIRST_BACKOFF_MS;
      await pause(backoffMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
      startedAt = Date.now();
      child = launch(options);
      gone = ended(child);
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(timer);
    await kept;
  }
}

/** The wanted port if it is free, else any free one. */
export async function pickPort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    const port = await listenOnce(wanted).catch(() => undefined);
    if (port !== undefined) return port;
  }
  return listenOnce(0);
}

function launch({ name, script, port, env, logDir }: ProgramOptions): ChildProcess {
  mkdirSync(logDir, { recursive: true });
  const log = openSync(join(logDir, `${name}.log`), "a", 0o600);
  const child = spawn(process.execPath, ["--enable-source-maps", script], {
    stdio: ["ignore", log, log, "ipc"],
    // Nothing of the mesh's own environment: it holds secrets that are none of a stranger's business.
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", PORT: String(port), ...env },
  });
  closeSync(log);
  return child;
}

/** Resolves when the process is gone, or never came to be. */
function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
}

async function untilHealthy(url: string, name: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const answered = await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
    if (answered?.ok) return;
    await pause(READY_LOOK_MS);
  }
  throw new Error(`${name} did not answer in ${READY_TIMEOUT_MS / 1000} s`);
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}
