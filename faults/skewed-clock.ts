import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gatewayProcess } from "@/e2e/support/gateway-process";
import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { patientChat } from "./support/chat";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";
import { pause } from "./support/wait";

const LIBRARIES = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
];

export const fault: Fault = {
  id: "F12",
  what: "a replica whose clock is ten minutes ahead, then ten behind, then jumps back an hour (libfaketime)",
  guarantee:
    "its badges are not taken elsewhere beyond the tolerance, no duration is negative, the log keeps its order and verifies",
  async run({ quick, say }) {
    const library = LIBRARIES.find((path) => existsSync(path));
    if (!library)
      return {
        figures: {},
        problems: [],
        skipped: "libfaketime is not installed (apt-get install libfaketime)",
      };
    const folder = mkdtempSync(join(tmpdir(), "signalbox-clock-"));
    const clock = join(folder, "clock");
    writeFileSync(clock, "+0");
    const lab = await openLab({ roles: ["gateway"] });
    const skewed = await gatewayProcess({
      SIGNALBOX_HOME: lab.gateway.homeDir,
      SIGNALBOX_KEK: lab.env.SIGNALBOX_KEK ?? "",
      SIGNALBOX_URL: lab.gateway.url,
      DATABASE_URL: lab.databaseUrl(),
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    });
    try {
      await skewed.start();
      const problems: string[] = [];
      let aim = 0;
      const callers = startCallers(lab, {
        count: 8,
        prefix: "clock",
        url: () => [lab.gateway, skewed][aim++ % 2]?.url ?? "",
        restMs: () => 10,
      });
      await callers.flow(20);
      for (const skew of ["+10m", "-10m", "-1h", "+0"]) {
        writeFileSync(clock, skew);
        await pause(quick ? 1_000 : 20_000);
        const badge = await skewed.badge().catch(() => undefined);
        const seen = badge
          ? await patientChat({ url: lab.gateway.url, badge, key: `skew${skew}`, idempotent: false })
          : undefined;
        const expected = skew === "+0" ? 200 : 401;
        demand(
          problems,
          seen?.status === expected,
          `a badge of the replica at ${skew} was answered with ${seen?.status}`,
        );
        say(`${skew}: its badge is answered with ${seen?.status}`);
        const right = await patientChat({
          url: skewed.url,
          badge: await lab.badge(),
          key: `right${skew}`,
          idempotent: false,
        });
        demand(
          problems,
          skew === "+0" ? right.status === 200 : true,
          `the replica at ${skew} answers ${right.status}`,
        );
      }
      const log = await callers.stop();
      const books = await checkInvariants(lab, log);
      const negative = await lab.withSql(async (sql) => {
        const [row] = await sql<{ count: number }[]>`
          select count(*)::int as count from calls where duration_us < 0 or upstream_us < 0 or first_byte_us < 0`;
        return row?.count ?? -1;
      });
      demand(problems, negative === 0, `${negative} durations are negative`);
      return {
        figures: {
          ...books.figures,
          "negative durations": negative,
          "refused there": log.refusals.get("invalid_token") ?? 0,
        },
        problems: [...problems, ...books.problems],
      };
    } finally {
      await skewed.remove();
      await lab.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
