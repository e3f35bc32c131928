import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "postgres";
import { readStoredLog } from "@/lib/audit/read-stored-log";
import { verifyDatabase } from "@/lib/audit/verify/verify-database";
import type { CallerLog } from "./support/callers";
import type { Lab } from "./support/lab";
import { until } from "./support/wait";

/** What must hold after every fault, counted from three books: the callee's, the callers' and the mesh's. */
export interface Books {
  figures: Record<"acked" | "effects" | "dup" | "lost" | "overspend" | "unaudited", number | string>;
  problems: string[];
  /** How long it took until no call was open any more, in milliseconds. */
  settledMs: number;
}

interface CallRow {
  id: string;
  key: string;
  status: string;
  errorCode: string | null;
  policies: unknown[];
  policyVersion: string;
  callee: string;
  entries: number;
}

export interface CheckOptions {
  /** Whether the version in its record permits a call to this callee (I5); every allowed call must name a policy anyway. */
  permits?: (policyVersion: string, callee: string) => boolean;
  /** How long calls of a dead process may stay open, in milliseconds. */
  settleMs?: number;
  /** A process that was only paused may complete what its callers were told nobody knows. */
  learnsLater?: boolean;
}

/**
 * I1 one decision record for each acknowledged call and at most one effect for each key. I2 no effect without an admitted call. I3 what is settled is what was spent. I4 the log verifies, also against the checkpoint
 * kept outside. I5 no allowed call that its policy version denies. I6 no success without a record of it.
 */
export async function checkInvariants(lab: Lab, log: CallerLog, options: CheckOptions = {}): Promise<Books> {
  return lab.withSql(async (sql) => {
    const problems: string[] = [];
    const say = (id: string, what: string, keys: readonly unknown[]) => {
      if (keys.length > 0) problems.push(`${id}: ${keys.length} ${what}, such as ${String(keys[0])}`);
    };
    const settledMs = await until(
      "every call has an end",
      async () => (await sql`select 1 from calls where status = 'admitted' limit 1`).length === 0,
      options.settleMs ?? 60_000,
      50,
    ).catch((err: Error) => {
      problems.push(err.message);
      return -1;
    });
    const rows = await listCalls(sql, log.prefix);
    const byKey = groupBy(rows, (row) => row.key);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const effects = lab.upstream.effects.filter((effect) => effect.key.startsWith(`${log.prefix}-`));
    const counted = groupBy(effects, (effect) => effect.key);

    const dup = [...counted].filter(([, times]) => times.length > 1).map(([key]) => key);
    say("I1", "keys acted on more than once", dup);
    const lost = [...log.acked]
      .filter(([key, id]) => !counted.has(key) || byId.get(id)?.status !== "completed")
      .map(([key]) => key);
    say("I1, I6", "acknowledged calls lost", lost);
    // A call whose commit was not acknowledged to its process is on record as one that was not made; its key then stands for the next try.
    const made = (key: string) =>
      byKey.get(key)?.filter((row) => row.errorCode !== "record_unavailable").length;
    const many = [...log.acked.keys()].filter((key) => made(key) !== 1);
    say("I1", "acknowledged keys without exactly one decision record", many);
    const unadmitted = effects.filter((effect) => !byId.has(effect.callId)).map(({ key }) => key);
    say("I2", "effects without an admitted call", unadmitted);
    const unaudited = rows.filter((row) => row.entries !== 2).map(({ id }) => id);
    say("I1", "calls without exactly one entry for decision and one for outcome", unaudited);
    const lied = [...log.unknown].filter((key) => byKey.get(key)?.[0]?.status === "completed");
    if (!options.learnsLater) say("I1", "completed calls that were told to be unknown", lied);
    const unruled = rows.filter(
      (row) =>
        row.policies.length === 0 || (options.permits && !options.permits(row.policyVersion, row.callee)),
    );
    say(
      "I5",
      "allowed calls that their policy version does not allow",
      unruled.map(({ id }) => id),
    );
    say("answers", "keys never answered", log.unanswered);
    const overspend = await overspent(sql);
    if (overspend !== "0") problems.push(`I3: settled and spent differ by ${overspend}`);
    problems.push(...(await verifyLog(lab, sql)));
    return {
      figures: {
        acked: log.acked.size,
        effects: effects.length,
        dup: dup.length,
        lost: lost.length,
        overspend,
        unaudited: unaudited.length + unadmitted.length,
      },
      problems,
      settledMs,
    };
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Allowed calls whose key begins with the prefix, with how many audit entries each has. */
async function listCalls(sql: Sql, prefix: string): Promise<CallRow[]> {
  return sql<CallRow[]>`
    with mine as (
      select c.id, c.status, c.error_code, c.policies, c.policy_version, c.callee_name,
        p.body::jsonb #>> '{messages,0,content}' as key
      from calls c join payloads p on p.call_id = c.id and p.direction = 'request'
      where c.decision = 'allow' and p.body like ${`%"${prefix}-%`}
    ), counted as (
      select e.call_id, count(*)::int as entries from audit_entries e join mine on mine.id = e.call_id
      -- A process that was only paused knows better than the one that took it for dead; both said what they knew.
      where mine.status = 'outcome_unknown' or e.type <> 'io.signalbox.call.outcome_unknown'
      group by e.call_id
    )
    select mine.id, key, status, error_code as "errorCode", policies, policy_version as "policyVersion", callee_name as callee,
      coalesce(entries, 0) as entries
    from mine left join counted on counted.call_id = mine.id`;
}

/** How far ledger and calls are apart, and whether a call was charged twice. */
async function overspent(sql: Sql): Promise<string> {
  const [row] = await sql<{ apart: string; twice: number }[]>`
    select trim_scale(abs((select coalesce(sum(cost), 0) from calls) - (select coalesce(sum(cost), 0) from ledger)))::text as apart,
      (select count(*)::int - count(distinct call_id)::int from ledger) as twice`;
  if (!row) return "unknown";
  return row.twice > 0 ? `${row.twice} calls charged twice` : row.apart;
}

/** The whole log, once it has taken in everything, against its checkpoints and the one that was kept outside the database. */
async function verifyLog(lab: Lab, sql: Sql): Promise<string[]> {
  await until("the tree has every entry", async () => {
    const [row] = await sql<{ apart: number }[]>`
      select (select count(*)::int from audit_entries) - (select count(*)::int from audit_leaves) as apart`;
    return row?.apart === 0;
  });
  const { origin, vkeys } = await readStoredLog(sql);
  const file = join(lab.gateway.homeDir, "checkpoint");
  const kept = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const report = await verifyDatabase(sql, { origin, vkeys, checkpoint: kept });
  if (report.ok) return [];
  return [`I4: the log does not verify at ${report.problem?.index}: ${report.problem?.message}`];
}
