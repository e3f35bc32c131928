import type { Db } from "@/db/client";
import { findLabelVersion } from "@/db/queries/asset-labels";
import { findAssetForUpdate, findAssetHead } from "@/db/queries/assets";
import { updateAppliedVersion } from "@/db/queries/changes";
import { canonicalJson } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import type { Author } from "@/lib/identity/author";
import { issueCertificate } from "@/lib/registry/certification/issue-certificate";
import { boundDigestOf, readBound } from "@/lib/registry/certification/read-bound";
import type { Evidence } from "@/lib/registry/certification/read-facts";
import type { AssetKind } from "@/lib/registry/kinds";
import { moveLabel } from "@/lib/registry/labels/move-label";
import { holdPolicyIds } from "@/lib/registry/policy-ids";
import { writeAsset } from "@/lib/registry/write-asset";
import { writeAssetState } from "@/lib/registry/write-asset-state";
import type { StoredItem } from "./stored-items";

/**
 * Writes what the items ask for, in the order in which they stand: all of them or, with the transaction, none.
 * @param evidence by position, what certificates are given on the strength of
 * @throws MeshError `conflict` when something else is live than what the content was written against
 */
export async function putInForce(
  tx: Db,
  change: { id: string; number: number; title: string },
  items: readonly StoredItem[],
  author: Author,
  evidence: readonly Evidence[] = [],
): Promise<void> {
  if (items.some(({ kind }) => kind === "policy")) await holdPolicyIds(tx);
  for (const item of items) {
    await assertBase(tx, item);
    if (item.op === "put") await putVersion(tx, change, item, author);
    else if (item.op === "label") await putLabel(tx, change, item, author);
    else if (item.op === "certify") await putCertificate(tx, change, item, author, evidence);
    else await putState(tx, change, item, author);
  }
}

/** @throws MeshError `conflict` */
export async function assertBase(tx: Db, item: StoredItem): Promise<void> {
  const { kind, name } = item;
  await findAssetForUpdate(tx, { kind, name });
  if (await isAsBefore(tx, item)) return;
  throw new MeshError(
    "conflict",
    `${kind} ${name} has changed since this was written; edit the change so that it starts from what is live now.`,
  );
}

/** Whether what the item was written against still stands: of a label where it points, of anything else the live version, and of what stands beside it whatever the item would alter. */
export async function isAsBefore(db: Db, item: StoredItem): Promise<boolean> {
  const { kind, name, baseDigest } = item;
  if (item.op === "certify") {
    return boundDigestOf(await readBound(db, { kind, name })) === item.body.boundDigest;
  }
  if (item.op === "label") {
    const { label, before } = item.body;
    return (await findLabelVersion(db, { kind, name, label })) === before.version;
  }
  const live = await findAssetHead(db, { kind, name });
  if ((live?.digest ?? null) !== baseDigest) return false;
  return live === undefined || isBesideAsBefore(item, live);
}

function isBesideAsBefore(
  item: Exclude<StoredItem, { op: "label" | "certify" }>,
  live: { lifecycle: string; suspendedReason: string | null },
): boolean {
  if (item.op === "state") {
    const { lifecycle, suspended, before } = item.body;
    return (
      (lifecycle === undefined || live.lifecycle === before.lifecycle) &&
      (suspended === undefined || (live.suspendedReason !== null) === before.suspended)
    );
  }
  const { head, before = {} } = item.body;
  const { domain: _domain, ...given } = head;
  const same = (left: unknown, right: unknown) =>
    canonicalJson(left ?? null) === canonicalJson(right ?? null);
  const now: Record<string, unknown> = live;
  const then: Record<string, unknown> = before;
  return Object.entries(given).every(
    ([member, asked]) => asked === undefined || same(now[member], then[member]) || same(now[member], asked),
  );
}

async function putCertificate(
  tx: Db,
  change: { number: number },
  { kind, name, position, baseDigest }: StoredItem & { op: "certify" },
  author: Author,
  evidence: readonly Evidence[],
): Promise<void> {
  const found = evidence[position];
  if (!found || baseDigest === null) {
    throw new MeshError("conflict", "A certificate is given by a reviewed change only.");
  }
  await issueCertificate(tx, { kind, name, digest: baseDigest, change: change.number }, found, author);
}

async function putLabel(
  tx: Db,
  change: { number: number; title: string },
  { kind, name, body }: StoredItem & { op: "label" },
  author: Author,
): Promise<void> {
  const { label, version } = body;
  await moveLabel(
    tx,
    { kind, name, label, version, reason: `Change ${change.number}: ${change.title}` },
    author,
  );
}

async function putVersion(
  tx: Db,
  change: { id: string; number: number },
  item: StoredItem & { op: "put" },
  author: Author,
): Promise<void> {
  const { kind, name, position, body } = item;
  const written = await writeAsset(tx, {
    kind: kind as AssetKind,
    head: { ...body.head, name },
    spec: body.spec as never,
    ...author,
    change: change.number,
  });
  await updateAppliedVersion(tx, { changeId: change.id, position, version: written.version });
}

async function putState(
  tx: Db,
  change: { number: number; title: string },
  { kind, name, body }: StoredItem & { op: "state" },
  author: Author,
): Promise<void> {
  const { lifecycle, suspended, why } = body;
  const reason = `Change ${change.number}: ${change.title}`;
  await writeAssetState(tx, { kind, name, reason, why, lifecycle, suspended, change: change.number }, author);
}
