import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { type JSONRPCMessage, ReadBuffer, serializeMessage } from "@modelcontextprotocol/server";
import { log } from "@/lib/core/log";
import type { StdioServer } from "./read-stdio-file";
import { unprivileged } from "./unprivileged";

/** Longest line that a server may write, in bytes. */
const MAX_LINE_BYTES = 10 * 1024 * 1024;
/** How long a server may take to end by itself, in milliseconds. */
const GRACE_MS = 2000;
const MAX_LOGGED = 2000;

export interface ChildEvents {
  message(message: JSONRPCMessage): void;
  /** Once, when the process is gone or could not be started. `why` is a sentence for the caller. */
  gone(why: string): void;
}

/** One process of a server, with JSON-RPC messages as lines on its standard streams (MCP, stdio transport). */
export interface Child {
  /** False when the process can no longer be told anything. */
  send(message: JSONRPCMessage): boolean;
  /** Closes its input, then insists. No event follows. */
  stop(): Promise<void>;
}

/** Starts the process: a list of arguments, no shell, no variables but those allowed, never as root. */
export function startChild(server: StdioServer, events: ChildEvents): Child {
  const [program = "", ...args] = server.command;
  const child = spawn(program, args, {
    cwd: server.cwd,
    env: environmentOf(server),
    shell: false,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
    ...unprivileged(server.user),
  });
  const lines = new ReadBuffer({ maxBufferSize: MAX_LINE_BYTES });
  let over = false;
  const gone = (why: string) => {
    if (over) return;
    over = true;
    events.gone(why);
  };
  child.stdout.on("data", (chunk: Buffer) => {
    try {
      lines.append(chunk);
    } catch (err) {
      log.warn({ err, server: server.name }, "a stdio server wrote a line that is too long");
      child.kill("SIGKILL");
    }
    readAll(lines, server.name, (message) => over || events.message(message));
  });
  child.stderr.on("data", (chunk: Buffer) => {
    log.debug(
      { server: server.name, said: chunk.toString("utf8").slice(0, MAX_LOGGED) },
      "a stdio server says",
    );
  });
  child.stdin.on("error", () => {});
  child.once("error", (err) => {
    log.warn({ err, server: server.name }, "a stdio server could not be started");
    gone("The server's process could not be started.");
  });
  child.once("exit", (code, signal) =>
    gone(`The server's process ended (${signal ?? `exit code ${code}`}) before it answered.`),
  );
  return {
    send(message) {
      if (over || !child.stdin.writable) return false;
      child.stdin.write(serializeMessage(message));
      return true;
    },
    async stop() {
      over = true;
      await ended(child);
    },
  };
}

function environmentOf({ env, passEnv }: StdioServer): NodeJS.ProcessEnv {
  const passed = ["PATH", ...passEnv].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passed), ...env } as NodeJS.ProcessEnv;
}

function readAll(lines: ReadBuffer, server: string, take: (message: JSONRPCMessage) => void): void {
  for (;;) {
    try {
      const message = lines.readMessage();
      if (message === null) return;
      take(message);
    } catch (err) {
      // A line that is no message is the server's chatter; what follows may be one.
      log.debug({ err, server }, "a stdio server wrote a line that is no message");
    }
  }
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((done) => child.once("exit", () => done()));
  child.stdin.end();
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  await exit;
  clearTimeout(insist);
}
