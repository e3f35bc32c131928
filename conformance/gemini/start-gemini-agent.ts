import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "@/db/embedded";
import { CannotRun } from "../suite";

export const VERSION = "0.25.2";
const PACKAGE = `@google/gemini-cli-a2a-server@${VERSION}`;

export interface GeminiAgent {
  cardUrl: string;
  /** Where it may write. */
  workspace: string;
  stop(): Promise<void>;
}

const run = promisify(execFile);

/**
 * Fetches the published server (one file that needs nothing else; as a dependency it would bring 440 MB with it) into a folder that goes with the agent, and starts it with a model
 * at `modelUrl`. It runs tools without asking.
 * @throws CannotRun when npm cannot be reached
 */
export async function startGeminiAgent(modelUrl: string): Promise<GeminiAgent> {
  const home = mkdtempSync(join(tmpdir(), "signalbox-gemini-"));
  const workspace = join(home, "workspace");
  mkdirSync(workspace);
  let agent: ChildProcess | undefined;
  const stop = async () => {
    if (agent && agent.exitCode === null) {
      const ended = new Promise((done) => agent?.once("exit", done));
      agent.kill("SIGKILL");
      await ended;
    }
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const script = await fetchServer(home);
    const port = await freePort();
    const log = openSync(join(home, "agent.log"), "w");
    const started = spawn(process.execPath, [script], {
      cwd: workspace,
      stdio: ["ignore", log, log],
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH,
        HOME: home,
        GEMINI_API_KEY: "none",
        GOOGLE_GEMINI_BASE_URL: modelUrl,
        GEMINI_YOLO_MODE: "true",
        // It keeps what it is about to overwrite in a repository of its own.
        GIT_AUTHOR_NAME: "gemini",
        GIT_AUTHOR_EMAIL: "gemini@example.com",
        GIT_COMMITTER_NAME: "gemini",
        GIT_COMMITTER_EMAIL: "gemini@example.com",
        CODER_AGENT_PORT: String(port),
        CODER_AGENT_WORKSPACE_PATH: workspace,
      },
    });
    agent = started;
    const cardUrl = `http://127.0.0.1:${port}/.well-known/agent-card.json`;
    await untilThere(cardUrl, started, join(home, "agent.log"));
    return { cardUrl, workspace, stop };
  } catch (err) {
    await stop();
    throw err;
  }
}

async function fetchServer(folder: string): Promise<string> {
  try {
    await run("npm", ["pack", PACKAGE, "--silent", "--pack-destination", folder], { timeout: 120_000 });
  } catch (cause) {
    throw new CannotRun(`${PACKAGE}, which npm did not fetch`, { cause });
  }
  const archive = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  await run("tar", ["-xzf", join(folder, archive), "-C", folder, "package/dist/a2a-server.mjs"]);
  return join(folder, "package/dist/a2a-server.mjs");
}

/** It looks for tools before it listens, which takes it some ten seconds. */
async function untilThere(cardUrl: string, agent: ChildProcess, log: string): Promise<void> {
  for (let look = 0; look < 300 && agent.exitCode === null; look++) {
    const found = await fetch(cardUrl).catch(() => undefined);
    if (found?.ok) return;
    await pause(200);
  }
  const said = existsSync(log) ? readFileSync(log, "utf8").slice(-1000) : "";
  throw new Error(`the agent did not start: ${said}`);
}
