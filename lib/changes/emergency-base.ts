import type { Db } from "@/db/client";
import { findLabelVersion } from "@/db/queries/asset-labels";
import { findAssetHead } from "@/db/queries/assets";
import { type ChangeRow, listAppliedItems } from "@/db/queries/changes";
import { itemOf, type StoredItem } from "./stored-items";

const MOST_LOOKED_AT = 100;

/** Whether what an item put in force is what stands there now. */
export async function isInForce(db: Db, item: StoredItem): Promise<boolean> {
  const { kind, name } = item;
  if (item.op === "label") {
    const { label, version } = item.body;
    return (await findLabelVersion(db, { kind, name, label })) === version;
  }
  const live = await findAssetHead(db, { kind, name });
  if (!live) return false;
  if (item.op === "certify") return live.digest === item.baseDigest;
  if (item.op === "put") return live.version === item.appliedVersion;
  const { lifecycle, suspended } = item.body;
  return (
    (lifecycle === undefined || live.lifecycle === lifecycle) &&
    (suspended === undefined || (live.suspendedReason !== null) === suspended)
  );
}

/**
 * An item as if it had been written against what stood there before any emergency that nobody reviewed in time: with one emergency on top of another, the first one's content must not become the state to go back to.
 */
export async function sinceReviewed(
  db: Db,
  { appliedAt }: Pick<ChangeRow, "appliedAt">,
  item: StoredItem,
): Promise<StoredItem> {
  const { kind, name } = item;
  const before = appliedAt ?? new Date();
  let base = item;
  for (const row of await listAppliedItems(db, { kind, name, before, limit: MOST_LOOKED_AT })) {
    const earlier = itemOf(row);
    if (!concernsSame(earlier, base)) continue;
    if (!isExpired(row) || !leadsTo(earlier, base)) break;
    base = writtenBefore(earlier, base);
  }
  return base;
}

function isExpired({
  breakGlassUntil,
  afterReviewedAt,
}: Pick<ChangeRow, "breakGlassUntil" | "afterReviewedAt">): boolean {
  return breakGlassUntil !== null && breakGlassUntil.getTime() <= Date.now() && afterReviewedAt === null;
}

function concernsSame(earlier: StoredItem, later: StoredItem): boolean {
  if (earlier.op === "label" && later.op === "label") return earlier.body.label === later.body.label;
  if (earlier.op !== "state" || later.op !== "state") return earlier.op === later.op;
  return STATE.some((member) => earlier.body[member] !== undefined && later.body[member] !== undefined);
}

const STATE = ["lifecycle", "suspended"] as const;

/** Whether one item put in force what the other was written against. */
function leadsTo(earlier: StoredItem, later: StoredItem): boolean {
  if (earlier.op === "label" && later.op === "label")
    return earlier.body.version === later.body.before.version;
  if (earlier.op === "state" && later.op === "state") {
    const { body, before } = { body: earlier.body, before: later.body.before };
    return STATE.every((member) => body[member] === undefined || body[member] === before[member]);
  }
  return earlier.appliedVersion === later.baseVersion;
}

function writtenBefore(earlier: StoredItem, later: StoredItem): StoredItem {
  const { baseVersion, baseDigest } = earlier;
  const before =
    earlier.op === "state"
      ? { ...later.body.before, ...membersOf(earlier.body, earlier.body.before) }
      : { ...later.body.before, ...earlier.body.before };
  return { ...later, baseVersion, baseDigest, body: { ...later.body, before } } as StoredItem;
}

/** What was there before of the members that an item asked for. */
function membersOf(asked: StateBody, before: StateBody["before"]): Partial<StateBody["before"]> {
  const members = STATE.filter((member) => asked[member] !== undefined);
  return {
    ...Object.fromEntries(members.map((member) => [member, before[member]])),
    ...(asked.suspended === undefined ? {} : { why: before.why }),
  };
}

type StateBody = (StoredItem & { op: "state" })["body"];
