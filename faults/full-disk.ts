import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";
import { until } from "./support/wait";

const SIZE_MIB = 512;

export const fault: Fault = {
  id: "F10",
  what: "the disk with the database and the audit files runs full, and has room again later",
  guarantee:
    "calls are refused while nothing can be recorded, reads go on, nothing unrecorded happens, and traffic is back by itself once there is room",
  async run({ quick, say }) {
    if (process.getuid?.() !== 0)
      return { figures: {}, problems: [], skipped: "only root can mount a small disk" };
    const disk = mkdtempSync(join(tmpdir(), "signalbox-disk-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE_MIB}m,mode=755`, "tmpfs", disk]);
    const home = join(disk, "home");
    mkdirSync(home, { mode: 0o711 });
    const ballast = join(disk, "ballast");
    try {
      const lab = await openLab({ env: { SIGNALBOX_HOME: home } });
      try {
        const rounds = quick ? 1 : 3;
        const problems: string[] = [];
        const callers = startCallers(lab, { count: 32, prefix: "full-disk" });
        const backMs: number[] = [];
        for (let round = 0; round < rounds; round++) {
          await callers.flow(64);
          fill(ballast, disk);
          await until("calls are refused", () => refused(callers.log.refusals) > round * 50 + 50, 120_000);
          const reads = await fetch(`${lab.gateway.url}/api/v1/domains`, {
            headers: { authorization: `Bearer ${await lab.badge()}` },
          });
          demand(problems, reads.ok, `reading was answered with ${reads.status} while the disk was full`);
          rmSync(ballast);
          const freedAt = performance.now();
          await callers.flow(64);
          backMs.push(performance.now() - freedAt);
          say(`${round + 1} of ${rounds}: back after ${Math.round(backMs.at(-1) ?? 0)} ms`);
        }
        const log = await callers.stop();
        const books = await checkInvariants(lab, log);
        demand(
          books.problems,
          Math.max(...backMs) < 30_000,
          `traffic was back after ${Math.max(...backMs)} ms`,
        );
        return {
          figures: {
            rounds,
            ...books.figures,
            refused: refused(log.refusals),
            "back after s": Math.round(Math.max(...backMs) / 100) / 10,
          },
          problems: [...problems, ...books.problems],
        };
      } finally {
        rmSync(ballast, { force: true });
        await lab.close();
      }
    } finally {
      execFileSync("umount", ["-l", disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  },
};

function refused(refusals: ReadonlyMap<string, number>): number {
  return (refusals.get("record_unavailable") ?? 0) + (refusals.get("unavailable") ?? 0);
}

/** Writes until nothing more fits. */
function fill(file: string, disk: string): void {
  const block = Buffer.alloc(64 * 1024);
  const handle = openSync(file, "w");
  try {
    while (statfsSync(disk).bavail > 0) writeSync(handle, block);
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== "ENOSPC") throw err;
  } finally {
    closeSync(handle);
  }
}
