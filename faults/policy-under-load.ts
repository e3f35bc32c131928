import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";

const permitOnly = (model: string) =>
  `@id("open") permit(principal, action == Action::"useModel", resource == Model::"${model}");`;

export const fault: Fault = {
  id: "F26",
  what: "policies changed over and over under load, bad ones among them",
  guarantee:
    "every decision is by one whole version, which it names; a bad policy is refused and never in force; no call ends in an error",
  async run({ quick }) {
    const changes = quick ? 12 : 100;
    const lab = await openLab({ policy: permitOnly("m") });
    try {
      await lab.model("n", lab.upstream.url);
      const first = startCallers(lab, { count: 8, prefix: "first", model: "m", restMs: () => 20 });
      const second = startCallers(lab, { count: 8, prefix: "second", model: "n", restMs: () => 20 });
      let bad = 0;
      for (let nth = 0; nth < changes; nth++) {
        await Promise.race([first.flow(8), second.flow(8)]);
        if (nth % 4 === 3) {
          const text =
            nth % 8 === 3
              ? "permit(principal"
              : `@id("open") permit(principal, action, resource == Model::"none" );`;
          const broken = text.includes("none") ? `${text} forbid(` : text;
          const refused = await lab.gateway
            .api("POST", "/policies", { name: "open", domain: "lab", text: broken })
            .then(
              () => false,
              () => true,
            );
          if (!refused) bad += 1;
        }
        const text = permitOnly(nth % 2 === 0 ? "n" : "m");
        await lab.gateway.api("POST", "/policies", { name: "open", domain: "lab", text });
      }
      const logs = [await first.stop(), await second.stop()];
      const rows = await lab.withSql(
        (sql) => sql<{ version: string; callee: string; decision: string; count: number }[]>`
          select policy_version as version, callee_name as callee, decision, count(*)::int as count from calls group by 1, 2, 3`,
      );
      const permitted = new Map<string, string>();
      for (const row of rows)
        if (row.decision === "allow") permitted.set(`${row.version} ${row.callee}`, row.version);
      // A version that allowed one of the two and denied the same, or allowed both, was not one whole version.
      const mixed = rows.filter(
        (row) =>
          (row.decision !== "allow" && permitted.has(`${row.version} ${row.callee}`)) ||
          (row.decision === "allow" && permitted.has(`${row.version} ${row.callee === "m" ? "n" : "m"}`)),
      );
      const versions = new Set(rows.map(({ version }) => version)).size;
      const problems: string[] = [];
      for (const log of logs) {
        const books = await checkInvariants(lab, log, {
          permits: (version, callee) => permitted.has(`${version} ${callee}`),
        });
        problems.push(...books.problems);
      }
      const errors = logs
        .flatMap((log) => [...log.failed.values()])
        .filter((code) => code !== "policy_denied");
      demand(problems, bad === 0, `${bad} bad policies were taken`);
      demand(problems, mixed.length === 0, `${mixed.length} versions decided both ways`);
      demand(problems, errors.length === 0, `${errors.length} errors, such as ${errors[0]}`);
      demand(problems, versions >= 2, `only ${versions} versions decided`);
      const allowed = logs.reduce((sum, log) => sum + log.acked.size, 0);
      const denied = logs.reduce((sum, log) => sum + log.failed.size, 0);
      return {
        figures: { changes, versions, allowed, denied, mixed: mixed.length, errors: errors.length },
        problems,
      };
    } finally {
      await lab.close();
    }
  },
};
