import type { Db } from "@/db/client";
import { findAssetVersion } from "@/db/queries/asset-versions";
import { findAssetHead } from "@/db/queries/assets";
import { listChangeChecks, listChangeComments, listChangeReviews } from "@/db/queries/change-reviews";
import { listChangeWatchers } from "@/db/queries/change-watchers";
import { type ChangeRow, findChange, findChangeById, findRevertOf } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { personOf } from "@/lib/identity/person-of";
import { actorRef, type Principal } from "@/lib/identity/principal";
import { USER_ROLES } from "@/lib/identity/user";
import { type RegistrySnapshot, registryService } from "@/lib/registry/asset";
import type { BoundPart } from "@/lib/registry/certification/certification.schema";
import { nameOf } from "@/lib/registry/certification/certify";
import { compareBound } from "@/lib/registry/certification/compare-bound";
import { describeChange } from "@/lib/registry/diff/describe-change";
import type { AssetKind, SpecOf } from "@/lib/registry/kinds";
import { usersOf } from "@/lib/registry/users-of";
import type { Approval } from "./approval";
import { assertMaker, manages } from "./assert-maker";
import { changeRef } from "./change-answer.schema";
import { type ChangeDetail, changeDetail } from "./change-detail.schema";
import type { CheckOutcome, Verdict } from "./change-names.schema";
import { nameParties, type Party } from "./change-parties";
import { summariesOf } from "./change-summary";
import { mayResolve } from "./may-resolve";
import { isAsBefore } from "./put-in-force";
import { makersOf, readApproval } from "./read-approval";
import { standsFor } from "./requirement";
import { stateWords } from "./state-words";
import { readItems, type StoredItem } from "./stored-items";

/** One change with its content, what it needs, and what was said about it. Programs without the right to read all see their own. */
export const getChange = operation({
  permission: "mesh:propose",
  tool: {
    name: "check_request",
    description:
      "How a change that you have asked for stands: its state, what it still needs, and what reviewers say.",
    examples: [{ number: 12 }],
  },
})
  .route({ method: "GET", path: "/changes/{number}", summary: "One change request", tags: ["changes"] })
  .input(changeRef)
  .output(changeDetail)
  .handler(async ({ input, context }) => {
    const { db, sql } = context.database;
    const { principal } = context;
    const registry = context.services.get(registryService).current();
    const row = await findChange(db, { number: input.number });
    if (!row) throw new MeshError("not_found", `There is no change ${input.number}.`);
    if (!manages(principal, "changes:read")) assertMaker(principal, row);
    // Whoever may not read the catalog learns by asking for a change no more than what they asked for.
    const shows = manages(principal, "catalog:read") ? itemOf : withoutBase;
    const items = await readItems(db, row.id);
    const [approval, reviews, comments, checks, reverted, revert, watchers] = await Promise.all([
      readApproval(db, row, items, registry),
      listChangeReviews(db, { changeId: row.id }),
      listChangeComments(db, { changeId: row.id, reader: actorRef(principal.caller) }),
      listChangeChecks(db, { changeId: row.id, contentHash: row.contentHash }),
      row.reverts === null ? undefined : findChangeById(db, { id: row.reverts }),
      findRevertOf(db, { id: row.id }),
      listChangeWatchers(db, { changeId: row.id }),
    ]);
    const named = await nameParties(sql, [
      ...makersOf(row),
      ...(row.appliedBy ? [row.appliedBy] : []),
      ...reviews.flatMap(({ reviewer, lentBy }) => [reviewer, ...lentBy]),
      ...watchers.map(({ userId }) => `user:${userId}`),
      ...comments.flatMap(({ author, resolvedBy }) => [author, ...(resolvedBy ? [resolvedBy] : [])]),
    ]);
    const [summary] = await summariesOf(db, [row], named);
    if (!summary) throw new Error("one row gives one summary");
    return {
      ...summary,
      reason: row.reason,
      revision: row.revision,
      contentHash: row.contentHash,
      editors: row.editors.map(named),
      appliedBy: row.appliedBy === null ? null : named(row.appliedBy),
      canary:
        row.state === "canary" && row.canaryShare !== null && row.canaryUntil !== null
          ? { share: row.canaryShare, until: row.canaryUntil.toISOString() }
          : null,
      reverts: reverted?.number ?? null,
      revertedBy: revert?.number ?? null,
      items: await Promise.all(items.map((item) => shows({ db, registry }, row, item))),
      approval: approvalWith(approval, named),
      checks: checks.map(({ name, required, outcome, findings, at }) => ({
        name,
        required,
        outcome: outcome as CheckOutcome,
        findings,
        at: at.toISOString(),
      })),
      reviews: reviews.map(({ id, reviewer, verdict, note, contentHash, lentBy, at }) => ({
        id,
        reviewer: named(reviewer),
        verdict: verdict as Verdict,
        note,
        current: contentHash === row.contentHash,
        lentBy: lentBy.map(named),
        at: at.toISOString(),
      })),
      comments: comments.map(({ changeId: _change, reviewId, author, resolvedBy, at, ...comment }) => ({
        ...comment,
        mayResolve: !comment.pending && mayResolve(principal, row, { author }),
        review: reviewId,
        author: named(author),
        resolvedBy: resolvedBy === null ? null : named(resolvedBy),
        at: at.toISOString(),
      })),
      watchers: watchers.map(({ userId }) => named(`user:${userId}`)),
      mine: {
        ...mineOf(principal, row, approval, reviews),
        watching: watchers.some(({ userId }) => userId === personOf(principal)),
      },
    };
  });

async function itemOf(
  { db, registry }: { db: Db; registry: RegistrySnapshot },
  row: ChangeRow,
  item: StoredItem,
): Promise<ChangeDetail["items"][number]> {
  const { kind, name, domain, op, position, baseVersion, baseDigest, appliedVersion } = item;
  const open = !["applied", "reverted", "withdrawn"].includes(row.state);
  const live = open ? await findAssetHead(db, { kind, name }) : undefined;
  const retired =
    live?.lifecycle === "retired" && item.op === "put" && item.body.head.lifecycle === undefined;
  const conflict =
    open && (retired || !(await isAsBefore(db, item))) ? { version: live?.version ?? null, retired } : null;
  const usedBy = open && retires(item) ? await usersOf(db, registry, item) : null;
  const facts = {
    position,
    kind,
    name,
    domain,
    op,
    baseVersion,
    baseDigest,
    appliedVersion,
    conflict,
    usedBy,
  };
  if (item.op === "state") {
    const { before, wasGuardrail: _was, ...after } = item.body;
    return { ...facts, words: stateWords(item.body), before, after };
  }
  if (item.op === "certify") {
    const { bound, before } = item.body;
    const words = compareBound(before.bound, bound).map((text) => ({
      change: "changed" as const,
      path: "bound",
      text: text.replace(/\.$/, ""),
    }));
    return { ...facts, words, before: boundTexts(before.bound), after: boundTexts(bound) };
  }
  if (item.op === "label") {
    const { label, version, before } = item.body;
    const specAt = async (at: number | null) =>
      at === null ? undefined : (await findAssetVersion(db, { kind, name, version: at }))?.spec;
    const [from, to] = await Promise.all([specAt(before.version), specAt(version)]);
    const words =
      from && to ? describeChange(kind as AssetKind, from as SpecOf<AssetKind>, to as SpecOf<AssetKind>) : [];
    return { ...facts, words, before: { [label]: before.version }, after: { [label]: version } };
  }
  const { head, spec, before } = item.body;
  const base =
    baseVersion === null ? undefined : await findAssetVersion(db, { kind, name, version: baseVersion });
  return {
    ...facts,
    words: describeChange(
      kind as AssetKind,
      base?.spec as SpecOf<AssetKind> | undefined,
      spec as SpecOf<AssetKind>,
    ),
    before: base ? { head: { domain, ...before }, spec: base.spec } : null,
    after: { head, spec },
  };
}

function retires(item: StoredItem): boolean {
  if (item.op === "state") return item.body.lifecycle === "retired";
  return item.op === "put" && item.body.head.lifecycle === "retired" && item.baseVersion !== null;
}

async function withoutBase(...asked: Parameters<typeof itemOf>): ReturnType<typeof itemOf> {
  const item = await itemOf(...asked);
  const shown = { ...item, words: [], usedBy: null };
  return item.op === "put" ? { ...shown, before: null } : shown;
}

/** What a certificate is bound to, by name, with version and digest. */
function boundTexts(bound: readonly BoundPart[]): Record<string, string> {
  return Object.fromEntries(
    bound.map((part) => [
      nameOf(part),
      part.digest === null ? "none" : `v${part.version} sha256:${part.digest}`,
    ]),
  );
}

function approvalWith(approval: Approval, named: (ref: string) => Party): ChangeDetail["approval"] {
  return {
    ...approval,
    requirements: approval.requirements.map((one) => ({ ...one, approvedBy: one.approvedBy.map(named) })),
    blockedBy: approval.blockedBy.map(named),
  };
}

function mineOf(
  principal: Principal,
  row: ChangeRow,
  approval: Approval,
  reviews: readonly { reviewer: string; verdict: string }[],
): Omit<ChangeDetail["mine"], "watching"> {
  const ref = actorRef(principal.caller);
  const role = USER_ROLES.find((one) => principal.roles.includes(one)) ?? "viewer";
  const maker = makersOf(row).includes(ref);
  const me = { ref, role, domains: principal.domains };
  const last = reviews.filter(({ reviewer, verdict }) => reviewer === ref && verdict !== "comment").at(-1);
  return {
    maker,
    counts:
      !maker &&
      principal.caller.kind === "user" &&
      approval.requirements.some((requirement) => standsFor(me, requirement)),
    verdict: (last?.verdict as Verdict | undefined) ?? null,
  };
}
