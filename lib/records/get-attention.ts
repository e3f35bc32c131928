import type { Database, Db } from "@/db/client";
import { findLatestCheckpoint } from "@/db/queries/audit-checkpoints";
import { findFirstEntryBetween } from "@/db/queries/audit-entries";
import { countCallsByStatus, countUnpriced, listDeniedCallers } from "@/db/queries/call-totals";
import { listSuspendedAssets } from "@/db/queries/catalog";
import { countChanges, listOwedReviews } from "@/db/queries/changes";
import { listSigningKeySummaries } from "@/db/queries/signing-keys";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { actorRef, type Principal } from "@/lib/identity/principal";
import { roleAllows } from "@/lib/identity/roles";
import { type HealthBoard, healthBoard } from "@/lib/registry/health/health-board";
import { type AttentionItem, attention } from "./attention.schema";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A caller that is denied so often in an hour, and so many times as often as in an hour of the day before, is told of. */
const MANY_DENIALS = 10;
const TIMES_USUAL = 3;
/** The log signs a checkpoint within a second; one that waits a minute does not come by itself. */
const UNSIGNED_MS = 60_000;
const OLD_KEY_DAYS = 90;
const MOST = 20;

/** What needs a person first. Looks at the last day and at how things stand now. */
export const getAttention = operation({ permission: "calls:read" })
  .route({ method: "GET", path: "/attention", summary: "What needs a person first", tags: ["calls"] })
  .output(attention)
  .handler(async ({ context }) => {
    const { database } = context;
    const { db } = database;
    const nowMs = Date.now();
    const [unsigned, changes, board, suspended, calls, denied, unpriced, keys] = await Promise.all([
      unsignedLog(database, nowMs),
      changesToReview(db, context.principal),
      healthBoard(context),
      listSuspendedAssets(db, { limit: MOST }),
      stuckCalls(db, nowMs),
      deniedCallers(db, nowMs),
      unpricedCalls(db, nowMs),
      oldKeys(db, nowMs),
    ]);
    const out = suspended.map(({ kind, since, ...rest }): AttentionItem => {
      return { kind: "suspended", assetKind: kind, since: (since ?? new Date(nowMs)).toISOString(), ...rest };
    });
    return {
      items: [...unsigned, ...changes, ...failing(board), ...out, ...calls, ...denied, ...unpriced, ...keys],
      at: new Date(nowMs).toISOString(),
    };
  });

/** What others have asked for, and what took effect without a review that is still owed. Those who may not review are not bothered. */
async function changesToReview(db: Db, principal: Principal): Promise<AttentionItem[]> {
  if (!roleAllows(principal.roles, "changes:review")) return [];
  const reader = actorRef(principal.caller);
  const [waiting, owed] = await Promise.all([
    countChanges(db, { states: ["review"], notAuthor: reader, withExempt: false }),
    listOwedReviews(db, { notAuthor: reader, limit: MOST }),
  ]);
  return [
    ...owed.map(({ number, title, dueAt }): AttentionItem => {
      return { kind: "review_owed", change: number, title, due: dueAt.toISOString() };
    }),
    ...(waiting > 0 ? [{ kind: "review" as const, changes: waiting }] : []),
  ];
}

async function unsignedLog({ sql }: Database, nowMs: number): Promise<AttentionItem[]> {
  const latest = await findLatestCheckpoint(sql);
  // An entry of the very moment of the checkpoint may be in it; a second later none is.
  const floorMs = latest ? latest.at.getTime() + 1000 : 0;
  const waiting = await findFirstEntryBetween(sql, {
    floorId: idFloor(floorMs),
    ceilingId: idFloor(nowMs - UNSIGNED_MS),
  });
  return waiting ? [{ kind: "unsigned_log", since: waiting.toISOString() }] : [];
}

function failing(board: HealthBoard): AttentionItem[] {
  return [...board]
    .filter(([, { health }]) => health === "failing")
    .map(([key, { since }]) => {
      const slash = key.indexOf("/");
      return { kind: "failing", assetKind: key.slice(0, slash), name: key.slice(slash + 1), since };
    });
}

async function stuckCalls(db: Db, nowMs: number): Promise<AttentionItem[]> {
  const since = new Date(nowMs - DAY_MS).toISOString();
  const statuses = ["outcome_unknown", "held"] as const;
  const counts = await countCallsByStatus(db, { floor: idFloor(nowMs - DAY_MS), statuses });
  return statuses.flatMap((kind) => {
    const calls = counts.get(kind) ?? 0;
    return calls > 0 ? [{ kind, calls, since }] : [];
  });
}

async function deniedCallers(db: Db, nowMs: number): Promise<AttentionItem[]> {
  const rows = await listDeniedCallers(db, {
    floor: idFloor(nowMs - DAY_MS - HOUR_MS),
    recentFloor: idFloor(nowMs - HOUR_MS),
    atLeast: MANY_DENIALS,
    limit: MOST,
  });
  const since = new Date(nowMs - HOUR_MS).toISOString();
  return rows
    .map(({ caller, recent, before }) => ({ caller, recent, usual: Math.round((before / 24) * 10) / 10 }))
    .filter(({ recent, usual }) => recent > usual * TIMES_USUAL)
    .map((row) => ({ kind: "denied", since, ...row }));
}

async function unpricedCalls(db: Db, nowMs: number): Promise<AttentionItem[]> {
  const calls = await countUnpriced(db, { floor: idFloor(nowMs - DAY_MS) });
  return calls > 0 ? [{ kind: "unpriced", calls, since: new Date(nowMs - DAY_MS).toISOString() }] : [];
}

async function oldKeys(db: Db, nowMs: number): Promise<AttentionItem[]> {
  const keys = await listSigningKeySummaries(db, { limit: 100 });
  return keys
    .filter(({ state }) => state === "current")
    .map(({ kid, purpose, createdAt }) => {
      const days = Math.floor((nowMs - createdAt.getTime()) / DAY_MS);
      return { kind: "old_key" as const, purpose, kid, days };
    })
    .filter(({ days }) => days >= OLD_KEY_DAYS);
}
