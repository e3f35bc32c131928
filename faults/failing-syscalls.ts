import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openCheckpoint } from "@/lib/audit/notes/checkpoint";
import { readStoredLog } from "@/lib/audit/read-stored-log";
import { checkInvariants } from "./check-invariants";
import type { Fault, FaultOptions } from "./fault";
import { type Callers, startCallers } from "./support/callers";
import { demand } from "./support/figures";
import { type Lab, openLab } from "./support/lab";
import { isReady } from "./support/ready";
import { pause, until } from "./support/wait";

/** What the disk says when the checkpoint's file is written; `retval` is a write that says it wrote and did not. */
const OF_THE_FILE = [
  "openat:error=ENOSPC",
  "write:error=EIO",
  "write:retval=1",
  "fsync:error=EIO",
  "rename:error=EIO",
];
/** What it says to the database when it makes a commit durable. */
const OF_THE_DATABASE = ["fdatasync:error=EIO", "pwrite64:error=ENOSPC", "pwrite64:error=EIO"];

export const fault: Fault = {
  id: "F11",
  what: "system calls that fail (strace): fsync, write, rename of the checkpoint's file; fdatasync and writes of the database's log; at one position after the other",
  guarantee:
    "nothing is acknowledged that is not on the disk; the log verifies; the kept checkpoint is always a whole one and never goes back",
  async run(options) {
    try {
      execFileSync("strace", ["-V"], { stdio: "ignore" });
    } catch {
      return { figures: {}, problems: [], skipped: "there is no strace here" };
    }
    const lab = await openLab();
    try {
      const callers = startCallers(lab, { count: 8, prefix: "syscalls", restMs: () => 20 });
      const watch = await watchCheckpoint(lab);
      const file = await failFile(lab, callers, watch, options);
      const database = await failDatabase(lab, callers, options);
      const log = await callers.stop();
      watch.stop();
      const books = await checkInvariants(lab, log);
      demand(
        books.problems,
        watch.broken.length === 0,
        `the checkpoint's file was broken: ${watch.broken[0]}`,
      );
      demand(books.problems, file > 0 && database > 0, `${file} and ${database} system calls failed`);
      return {
        figures: {
          ...books.figures,
          "failed calls of the file": file,
          "failed calls of the database": database,
          "checkpoints read": watch.sizes.length,
        },
        problems: books.problems,
      };
    } finally {
      await lab.close();
    }
  },
};

interface Watch {
  sizes: number[];
  broken: string[];
  stop(): void;
}

/** Reads the kept checkpoint all the time: it must be signed and never become smaller. */
async function watchCheckpoint(lab: Lab): Promise<Watch> {
  const { vkeys } = await lab.withSql((sql) => readStoredLog(sql));
  const watch: Watch = { sizes: [], broken: [], stop: () => clearInterval(timer) };
  const timer = setInterval(() => {
    const text = readFileSync(join(lab.gateway.homeDir, "checkpoint"), "utf8");
    const opened = openCheckpoint(text, vkeys);
    const before = watch.sizes.at(-1) ?? 0;
    if (!opened || opened.size < before) watch.broken.push(JSON.stringify(text.slice(0, 200)));
    else if (opened.size > before) watch.sizes.push(opened.size);
  }, 2);
  return watch;
}

/** Each system call of the checkpoint's file at one position after the other. @returns how many failed */
async function failFile(
  lab: Lab,
  callers: Callers,
  watch: Watch,
  { quick, say }: FaultOptions,
): Promise<number> {
  const pid = lab.gateway.pid();
  const path = join(lab.gateway.homeDir, "checkpoint");
  let failed = 0;
  for (const inject of OF_THE_FILE) {
    for (let position = 1; position <= (quick ? 2 : 30); position++) {
      const trace = startTrace([`${path}.${pid}.new`], [pid ?? 0], inject, position);
      await callers.flow(5);
      await until("the call fails", () => trace.injected() > 0, 20_000).catch(() => {});
      failed += Math.min(1, trace.injected());
      await trace.stop();
      const size = watch.sizes.at(-1) ?? 0;
      await callers.flow(1);
      await until("the checkpoint goes on", () => (watch.sizes.at(-1) ?? 0) > size, 90_000);
    }
    say(`${inject}: the file is whole`);
  }
  return failed;
}

/** Each system call with which the recorder's backend makes a commit durable. @returns how many failed */
async function failDatabase(lab: Lab, callers: Callers, { quick, say }: FaultOptions): Promise<number> {
  let failed = 0;
  for (const inject of OF_THE_DATABASE) {
    for (let position = 1; position <= (quick ? 1 : 30); position++) {
      await callers.flow(10);
      const pids = await lab.withSql(async (sql) =>
        (
          await sql<{ pid: number }[]>`
          select pid from pg_stat_activity where application_name = 'signalbox-recorder' or backend_type = 'walwriter'`
        ).map((row) => row.pid),
      );
      const trace = startTrace([], pids, inject, position);
      await until("the call fails", () => trace.injected() > 0, 10_000).catch(() => {});
      failed += Math.min(1, trace.injected());
      await trace.stop();
      await until("the database is back", () => isReady(lab.gateway.url));
      await callers.flow(1);
    }
    say(`${inject}: the database is back`);
  }
  return failed;
}

interface Trace {
  injected(): number;
  stop(): Promise<void>;
}

/** Makes one system call of some processes fail, on some paths if they are given. */
function startTrace(paths: string[], pids: number[], inject: string, position: number): Trace {
  const args = [
    "-f",
    "-qq",
    ...paths.flatMap((path) => ["-P", path]),
    ...["-e", `trace=${inject.split(":")[0]}`],
    ...["-e", `inject=${inject}:when=${position}`],
    ...pids.flatMap((pid) => ["-p", String(pid)]),
  ];
  const child: ChildProcess = spawn("strace", args, { stdio: ["ignore", "ignore", "pipe"] });
  let injected = 0;
  child.stderr?.on("data", (text: Buffer) => {
    injected += text.toString().match(/INJECTED/g)?.length ?? 0;
  });
  return {
    injected: () => injected,
    async stop() {
      child.kill("SIGINT");
      const ended = new Promise((done) => child.once("exit", done));
      if (child.exitCode === null && child.signalCode === null) await Promise.race([ended, pause(5000)]);
    },
  };
}
