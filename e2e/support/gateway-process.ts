import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port";

/** A gateway of its own over a data folder of its own, as a real process that can be killed. */
export interface GatewayProcess {
  url: string;
  homeDir: string;
  pid(): number | undefined;
  /** Whether the process of the last start still runs. */
  running(): boolean;
  /** Starts it (again) and resolves when it is ready. */
  start(): Promise<void>;
  /** SIGKILL, and nothing else. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Stops it and deletes the data. */
  remove(): Promise<void>;
  /** A badge of the operator client. */
  badge(): Promise<string>;
  /** A management operation. @throws when it is refused */
  api(method: string, path: string, body?: unknown): Promise<unknown>;
}

const READY_MS = 60_000;

/**
 * @param env settings; with `SIGNALBOX_HOME` it shares a data folder that is not its own to delete
 * @param options.logToFile keeps what the process writes in `gateway.log` of its data folder
 */
export async function gatewayProcess(
  env: Record<string, string> = {},
  options: { logToFile?: boolean } = {},
): Promise<GatewayProcess> {
  const homeDir = env.SIGNALBOX_HOME ?? mkdtempSync(join(tmpdir(), "signalbox-process-"));
  const port = env.PORT === undefined ? await freePort() : Number(env.PORT);
  const url = `http://localhost:${port}`;
  let child: ChildProcess | undefined;

  const ended = (running: ChildProcess) =>
    running.exitCode !== null || running.signalCode !== null
      ? Promise.resolve(running.exitCode)
      : new Promise<number | null>((done) => running.once("exit", (code) => done(code)));

  const self: GatewayProcess = {
    url,
    homeDir,
    pid: () => child?.pid,
    running: () => child !== undefined && child.exitCode === null && child.signalCode === null,
    async start() {
      const log = options.logToFile ? openSync(join(homeDir, "gateway.log"), "a") : undefined;
      child = spawn(process.execPath, ["dist/server.mjs"], {
        stdio: ["ignore", log ?? "ignore", log ?? "inherit"],
        env: {
          ...process.env,
          PORT: String(port),
          SIGNALBOX_HOME: homeDir,
          SIGNALBOX_ROLE: "gateway",
          SIGNALBOX_SAMPLES: "off",
          SIGNALBOX_EGRESS_LOOPBACK: "on",
          SIGNALBOX_LOG: "silent",
          ...env,
        },
      });
      if (log !== undefined) closeSync(log);
      await until(() =>
        fetch(`${url}/readyz`).then(
          (r) => r.ok,
          () => false,
        ),
      );
    },
    async kill() {
      if (!child) return;
      child.kill("SIGKILL");
      await ended(child);
    },
    async stop() {
      if (!child) return null;
      child.kill("SIGTERM");
      return ended(child);
    },
    async remove() {
      await self.stop();
      if (env.SIGNALBOX_HOME === undefined) rmSync(homeDir, { recursive: true, force: true });
    },
    async badge() {
      const operator = JSON.parse(readFileSync(join(homeDir, "operator.json"), "utf8")) as Record<
        string,
        string
      >;
      const response = await fetch(`${url}/oauth/token`, {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`${operator.client_id}:${operator.client_secret}`)}` },
        body: new URLSearchParams({ grant_type: "client_credentials" }),
      });
      const { access_token } = (await response.json()) as { access_token?: string };
      if (!access_token) throw new Error(`no badge: ${response.status}`);
      return access_token;
    },
    async api(method, path, body) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${await self.badge()}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
      return answer;
    },
  };
  return self;
}

async function until(test: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (!(await test())) {
    if (Date.now() > deadline) throw new Error("the gateway did not become ready");
    await new Promise((done) => setTimeout(done, 50));
  }
}
