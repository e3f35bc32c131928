import type { Db } from "@/db/client";
import { listChangeChecks, listChangeReviews, listReviewers } from "@/db/queries/change-reviews";
import type { ChangeRow } from "@/db/queries/changes";
import { roleAllows } from "@/lib/identity/roles";
import { USER_ROLES, type UserRole } from "@/lib/identity/user";
import type { RegistrySnapshot } from "@/lib/registry/asset";
import { type Approval, approvalOf } from "./approval";
import type { ChangeItem } from "./change-item.schema";
import type { CheckOutcome, Verdict } from "./change-names.schema";
import type { Reviewer } from "./requirement";
import { requirementsOf } from "./requirements-of";

/** What a change has and lacks right now: by the roles that its reviewers have now and the rules in force now. */
export async function readApproval(
  db: Db,
  change: Pick<ChangeRow, "id" | "contentHash" | "author" | "subject" | "editors">,
  items: readonly ChangeItem[],
  registry: RegistrySnapshot,
): Promise<Approval> {
  const reviews = await listChangeReviews(db, { changeId: change.id });
  const checks = await listChangeChecks(db, { changeId: change.id, contentHash: change.contentHash });
  const standing = await standingOf(
    db,
    reviews.flatMap(({ reviewer, lentBy }) => [reviewer, ...lentBy]),
  );
  return approvalOf({
    contentHash: change.contentHash,
    makers: makersOf(change),
    requirements: requirementsOf(items, registry),
    verdicts: reviews.map(({ reviewer, verdict, contentHash, note, lentBy }) => ({
      reviewer,
      reasoned: note !== "",
      verdict: verdict as Verdict,
      contentHash,
      standing: [reviewer, ...lentBy].flatMap((ref) => standing.get(ref) ?? []),
    })),
    checks: checks.map(({ name, required, outcome }) => ({
      name,
      required,
      outcome: outcome as CheckOutcome,
    })),
  });
}

/** Everybody whose own approval is worth nothing. */
export function makersOf(change: Pick<ChangeRow, "author" | "subject" | "editors">): string[] {
  return [...new Set([change.author, change.subject, ...change.editors])];
}

/** Those of the given people who may still review. */
async function standingOf(db: Db, refs: readonly string[]): Promise<Map<string, Reviewer>> {
  const ids = [...new Set(refs)].map((ref) => ref.slice("user:".length));
  if (ids.length === 0) return new Map();
  const rows = await listReviewers(db, { ids });
  return new Map(
    rows
      .filter(({ role, disabledAt }) => disabledAt === null && isReviewing(role))
      .map(({ id, role, domains }) => [`user:${id}`, { ref: `user:${id}`, role: role as UserRole, domains }]),
  );
}

function isReviewing(role: string): boolean {
  const known = USER_ROLES.find((one) => one === role);
  return known !== undefined && roleAllows([known], "changes:review");
}
