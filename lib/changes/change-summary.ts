import type { Db } from "@/db/client";
import { type ChangeRow, listChangeSubjects } from "@/db/queries/changes";
import type { ChangeSummary } from "./change-detail.schema";
import type { ChangeItem } from "./change-item.schema";
import type { ChangeState, Exemption } from "./change-names.schema";
import type { Party } from "./change-parties";
import { riskOf } from "./risk-of";

/** Rows as lists show them. @param named names a party */
export async function summariesOf(
  db: Db,
  rows: readonly ChangeRow[],
  named: (ref: string) => Party,
): Promise<ChangeSummary[]> {
  if (rows.length === 0) return [];
  const subjects = await listChangeSubjects(db, { changeIds: rows.map(({ id }) => id) });
  return rows.map((row) => {
    const items = subjects
      .filter(({ changeId }) => changeId === row.id)
      .map(({ changeId: _change, op, ...item }) => ({ ...item, op: op as ChangeItem["op"] }));
    const owed = row.state === "applied" && row.afterReviewedAt === null;
    return {
      number: row.number,
      title: row.title,
      state: row.state as ChangeState,
      author: named(row.author),
      subject: row.subject === row.author ? null : named(row.subject),
      domains: row.domains,
      exempt: row.exempt as Exemption | null,
      items,
      risk: riskOf(items),
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
      appliedAt: row.appliedAt?.toISOString() ?? null,
      applyAt: row.applyAt?.toISOString() ?? null,
      reviewDueAt: (owed ? row.breakGlassUntil?.toISOString() : undefined) ?? null,
    };
  });
}
