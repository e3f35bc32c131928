import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded";
import { readStoredLog } from "@/lib/audit/read-stored-log";
import type { VerifyReport } from "@/lib/audit/verify/report";
import { verifyDatabase } from "@/lib/audit/verify/verify-database";
import type { Fault } from "./fault";
import { type CallerLog, startCallers } from "./support/callers";
import { demand } from "./support/figures";
import { type Lab, openLab, postmasterPid } from "./support/lab";
import { isReady } from "./support/ready";
import { until } from "./support/wait";

export const fault: Fault = {
  id: "F28",
  what: "a base backup and the archived log of the database, taken under load and restored elsewhere, to the end and to the backup alone",
  guarantee:
    "what was archived is there, the log verifies, and a restore that goes back behind a kept checkpoint is found",
  async run({ quick, say }) {
    const folder = mkdtempSync(join(tmpdir(), "signalbox-backup-"));
    const lab = await openLab();
    try {
      const home = lab.gateway.homeDir;
      const archive = join(folder, "archive");
      await archiveTo(lab, archive);
      const callers = startCallers(lab, { count: 16, prefix: "backup" });
      await callers.flow(quick ? 100 : 5_000);
      const base = join(folder, "base");
      const backedUpAt = performance.now();
      await backUp(lab, join(home, "postgres"), base);
      const backupMs = performance.now() - backedUpAt;
      await callers.flow(quick ? 100 : 5_000);
      const log = await callers.stop();
      await treeIsComplete(lab);
      await lab.withSql(async (sql) => {
        await sql`select pg_switch_wal()`;
        await until("the last segment is archived", async () => {
          const [row] = await sql<{ done: boolean }[]>`
            select last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) as done from pg_stat_archiver`;
          return row?.done === true;
        });
      });
      const kept = readFileSync(join(home, "checkpoint"), "utf8");
      say("taken; restoring");
      const startedAt = performance.now();
      const whole = await restore(folder, "whole", base, home, archive, kept, log);
      const restoreMs = performance.now() - startedAt;
      const early = await restore(folder, "early", base, home, join(folder, "nothing"), kept, log);
      const problems: string[] = [];
      demand(problems, whole.report.ok, `the restored log does not verify: ${whole.report.problem?.message}`);
      demand(
        problems,
        whole.missing === 0,
        `${whole.missing} acknowledged calls are not in the restored database`,
      );
      demand(problems, !early.report.ok, "a database that went back to its backup passes for whole");
      demand(problems, early.alone.ok, `the backup alone does not verify: ${early.alone.problem?.message}`);
      const sizeMiB = Number(execFileSync("du", ["-sm", base]).toString().split("\t")[0]);
      return {
        figures: {
          acked: log.acked.size,
          lost: whole.missing,
          "backup MiB": sizeMiB,
          "backup s": seconds(backupMs),
          "restore and verify s": seconds(restoreMs),
          "rollback found": early.report.problem?.message ?? "no",
        },
        problems,
      };
    } finally {
      await lab.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Turns the archive on, which takes a restart; the gateway starts its database again by itself. */
async function archiveTo(lab: Lab, archive: string): Promise<void> {
  mkdirSync(archive);
  giveToServer(archive);
  appendFileSync(
    join(lab.gateway.homeDir, "postgres", "postgresql.auto.conf"),
    `archive_mode = on\narchive_command = 'test ! -f ${archive}/%f && cp %p ${archive}/%f'\narchive_timeout = 60\n`,
  );
  process.kill(postmasterPid(lab.gateway.homeDir), "SIGINT");
  await until("the database is away", async () => !(await isReady(lab.gateway.url)), 10_000, 5);
  await until("the database is back", () => isReady(lab.gateway.url));
}

/** A base backup with the server's own functions (PostgreSQL, section "Making a Base Backup Using the Low Level API"). */
async function backUp(lab: Lab, dataDir: string, base: string): Promise<void> {
  await lab.withSql(async (sql) => {
    await sql`select pg_backup_start('faults', true)`;
    // Files may change or vanish while they are copied; the log makes them whole.
    try {
      execFileSync("cp", ["-a", dataDir, base], { stdio: "ignore" });
    } catch (err) {
      if (!existsSync(join(base, "PG_VERSION"))) throw err;
    }
    const [stop] = await sql<{ label: string; spaces: string }[]>`
      select labelfile as label, spcmapfile as spaces from pg_backup_stop(true)`;
    rmSync(join(base, "postmaster.pid"), { force: true });
    for (const file of readdirSync(join(base, "pg_wal"), { withFileTypes: true }))
      if (file.isFile()) rmSync(join(base, "pg_wal", file.name));
    writeFileSync(join(base, "backup_label"), stop?.label ?? "");
    if (stop?.spaces) writeFileSync(join(base, "tablespace_map"), stop.spaces);
  });
}

interface Restored {
  /** Against the checkpoint that was kept outside. */
  report: VerifyReport;
  /** Without it. */
  alone: VerifyReport;
  missing: number;
}

/** Starts a server on a copy of the backup with the segments of an archive, and looks into it. */
async function restore(
  folder: string,
  name: string,
  base: string,
  home: string,
  archive: string,
  kept: string,
  log: CallerLog,
): Promise<Restored> {
  const target = join(folder, name);
  const dataDir = join(target, "postgres");
  mkdirSync(target, { mode: 0o711 });
  cpSync(join(home, "postgres.password"), join(target, "postgres.password"));
  execFileSync("cp", ["-a", base, dataDir]);
  if (existsSync(archive)) {
    writeFileSync(join(dataDir, "recovery.signal"), "");
    appendFileSync(
      join(dataDir, "postgresql.auto.conf"),
      `archive_mode = off\nrestore_command = 'cp ${archive}/%f %p'\n`,
    );
  } else {
    // The segments between start and stop of the backup are part of it.
    execFileSync("sh", ["-c", `cp ${join(folder, "archive")}/* ${join(dataDir, "pg_wal")}/`]);
    const until_ = /STOP WAL LOCATION: ([0-9A-F/]+)/.exec(stopLocation(join(folder, "archive")))?.[1];
    writeFileSync(join(dataDir, "recovery.signal"), "");
    appendFileSync(
      join(dataDir, "postgresql.auto.conf"),
      `archive_mode = off\nrestore_command = 'cp ${join(folder, "archive")}/%f %p'\nrecovery_target_lsn = '${until_}'\nrecovery_target_action = 'promote'\n`,
    );
  }
  giveToServer(dataDir);
  const server = await startEmbeddedPostgres(target);
  const sql = postgres(server.url, {
    max: 1,
    onnotice: () => {},
    connection: { statement_timeout: 600_000 },
  });
  try {
    await until("it is out of recovery", async () => {
      const [row] = await sql<{ busy: boolean }[]>`select pg_is_in_recovery() as busy`;
      return row?.busy === false;
    });
    const { origin, vkeys } = await readStoredLog(sql);
    const report = await verifyDatabase(sql, { origin, vkeys, checkpoint: kept });
    const alone = await verifyDatabase(sql, { origin, vkeys });
    const ids = [...log.acked.values()];
    const [row] = await sql<{ found: number }[]>`
      select count(*)::int as found from calls where id = any(${ids}::uuid[]) and status = 'completed'`;
    return { report, alone, missing: ids.length - (row?.found ?? 0) };
  } finally {
    await sql.end({ timeout: 2 });
    await server.stop();
  }
}

/** The history file that the server leaves in the archive when a backup ends. */
function stopLocation(archive: string): string {
  const file = readdirSync(archive).find((name) => name.endsWith(".backup"));
  return file ? readFileSync(join(archive, file), "utf8") : "";
}

async function treeIsComplete(lab: Lab): Promise<void> {
  await lab.withSql(async (sql) => {
    await until("the tree has every entry", async () => {
      const [row] = await sql<{ apart: number }[]>`
        select (select count(*)::int from audit_entries) - (select count(*)::int from audit_leaves) as apart`;
      return row?.apart === 0;
    });
  });
}

/** Under root the server has a user of its own. */
function giveToServer(path: string): void {
  if (process.getuid?.() === 0) {
    execFileSync("chown", ["-R", "postgres:postgres", path]);
    for (let at = join(path, ".."); at !== tmpdir() && at.length > 1; at = join(at, ".."))
      execFileSync("chmod", ["711", at]);
  }
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
