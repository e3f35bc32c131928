import type { Db } from "@/db/client";
import { findLabelVersion } from "@/db/queries/asset-labels";
import { findAssetVersion } from "@/db/queries/asset-versions";
import { findAssetHead } from "@/db/queries/assets";
import { listCertificates } from "@/db/queries/certificates";
import { findDomain } from "@/db/queries/domains";
import { digestOf } from "@/lib/core/canonical-json";
import { isMeshError, MeshError } from "@/lib/core/errors";
import { assertKeepsItself } from "@/lib/registry/assert-may-write";
import { assertNotRetired } from "@/lib/registry/assert-not-retired";
import { boundPart } from "@/lib/registry/certification/certification.schema";
import { readBound } from "@/lib/registry/certification/read-bound";
import { certifyItemOf } from "@/lib/registry/certification/request-again";
import { ASSET_KINDS, type AssetKind } from "@/lib/registry/kinds";
import { registryIn } from "@/lib/registry/registry-in";
import { checkSpec, type SpecSurroundings } from "@/lib/registry/specs/check-spec";
import type { SpecIssue } from "@/lib/registry/specs/issue";
import { orderByReferences } from "@/lib/registry/specs/order-by-references";
import { readSpec } from "@/lib/registry/specs/read-spec";
import type { ChangeItem, ProposedItem } from "./change-item.schema";

/**
 * Reads what is asked for against what is live: every spec by the schema of its kind, and beside it what it would take the place of.
 * @throws MeshError `invalid_request` with the path of what does not fit, `not_found`, `conflict` for another domain's asset, `asset_retired` for content that would get no traffic
 */
export async function prepareItems(db: Db, proposed: readonly ProposedItem[]): Promise<ChangeItem[]> {
  const seen = new Set<string>();
  const items: ChangeItem[] = [];
  for (const [at, item] of proposed.entries()) {
    const ref = `${item.kind}:${item.name}`;
    if (seen.has(ref)) throw badItem(at, "name", `${ref} stands here twice; put both into one item.`);
    seen.add(ref);
    items.push(await prepareItem(db, item, at));
  }
  await assertWhole(db, items);
  return orderByReferences(items, ({ kind, name, op, body }) => ({
    kind: kind as AssetKind,
    name,
    ...(op === "put" ? { spec: body.spec as never } : {}),
  }));
}

/** The same for what somebody has written by hand. @throws MeshError besides, what `assertKeepsItself` throws */
export async function prepareWritten(db: Db, proposed: readonly ProposedItem[]): Promise<ChangeItem[]> {
  const items = await prepareItems(db, proposed);
  for (const { kind, name, op, body } of items) {
    if (op === "put") await assertKeepsItself(db, { kind: kind as AssetKind, name, spec: body.spec });
  }
  return items;
}

function prepareItem(db: Db, item: ProposedItem, at: number): Promise<ChangeItem> {
  switch (item.op) {
    case "put":
      return preparePut(db, item, at);
    case "state":
      return prepareState(db, item, at);
    case "label":
      return prepareLabel(db, item);
    case "certify":
      return prepareCertify(db, item);
    default:
      return item satisfies never;
  }
}

/** Whether every spec holds together with what there is and with what else is asked for: documents, schemas, tests, and everything that it names. */
async function assertWhole(db: Db, items: readonly ChangeItem[]): Promise<void> {
  const store = registryIn(db);
  const find: SpecSurroundings["find"] = async (reference) => {
    const beside = items.find(({ kind, name }) => kind === reference.kind && name === reference.name);
    return beside?.op === "put" ? beside.body : store.find(reference);
  };
  for (const [at, { kind, name, op, body }] of items.entries()) {
    if (op !== "put") continue;
    const issues = await checkSpec(kind as AssetKind, name, body.spec as never, { find });
    if (issues.length > 0) throw badSpec(at, issues);
  }
}

/** What approvals are bound to: everything that was asked for and what it would replace, and nothing else. */
export function contentHashOf(items: readonly ChangeItem[]): string {
  return digestOf(
    items.map(({ kind, name, op, body: { before, wasGuardrail: _was, ...asked }, baseDigest }) => ({
      kind,
      name,
      op,
      asked,
      before: before ?? null,
      // A label is moved from where it points, whatever is live.
      ...(op === "label" ? {} : { baseDigest }),
    })),
  );
}

async function preparePut(db: Db, item: ProposedItem & { op: "put" }, at: number): Promise<ChangeItem> {
  const { name, head } = item;
  const kind = kindOf(item.kind, at);
  const spec = readSpecAt(at, kind, item.spec);
  if (!(await findDomain(db, head.domain)))
    throw badItem(at, "head.domain", `There is no domain ${head.domain}.`);
  const live = await findAssetHead(db, { kind, name });
  if (item.base !== undefined && (live?.version ?? null) !== item.base) {
    throw new MeshError(
      "conflict",
      live
        ? `Version ${live.version} of ${name} became live since this was begun; start from that one.`
        : `There is no ${kind} ${name} any longer.`,
    );
  }
  if (live && live.domain !== head.domain) {
    throw new MeshError("conflict", `${name} belongs to the domain ${live.domain}.`);
  }
  assertNotRetired({ kind, name, lifecycle: live?.lifecycle }, head.lifecycle);
  const before = live && {
    title: live.title,
    description: live.description,
    dataClass: live.dataClass as NonNullable<typeof head.dataClass>,
    tags: live.tags,
    skills: live.skills,
    ...(live.field === null ? {} : { field: live.field }),
    // Only where it would change: an approval stands whatever else happens to the asset's state.
    ...(head.lifecycle === undefined ? {} : { lifecycle: live.lifecycle as Lifecycle }),
  };
  return {
    kind,
    name,
    domain: head.domain,
    op: "put",
    body: { head, spec, ...(before ? { before } : {}), ...(isGuardrail(live) ? { wasGuardrail: true } : {}) },
    baseVersion: live?.version ?? null,
    baseDigest: live?.digest ?? null,
  };
}

async function prepareState(db: Db, item: ProposedItem & { op: "state" }, at: number): Promise<ChangeItem> {
  const { kind, name, lifecycle, suspended, why } = item;
  if (lifecycle === undefined && suspended === undefined)
    throw badItem(at, "lifecycle", "Say what to change: lifecycle or suspended.");
  const live = await findAssetHead(db, { kind, name });
  if (!live) throw new MeshError("not_found", `There is no ${kind} ${name}.`);
  return {
    kind,
    name,
    domain: live.domain,
    op: "state",
    body: {
      ...(lifecycle === undefined ? {} : { lifecycle }),
      ...(suspended === undefined ? {} : { suspended }),
      ...(suspended === true && why !== undefined ? { why } : {}),
      before: {
        lifecycle: live.lifecycle as Lifecycle,
        suspended: live.suspendedReason !== null,
        ...(suspended === undefined || live.suspendedReason === null ? {} : { why: live.suspendedReason }),
      },
      ...(isGuardrail(live) ? { wasGuardrail: true } : {}),
    },
    baseVersion: live.version,
    baseDigest: live.digest,
  };
}

async function prepareLabel(
  db: Db,
  { kind, name, label, version }: ProposedItem & { op: "label" },
): Promise<ChangeItem> {
  const live = await findAssetHead(db, { kind, name });
  if (!live) throw new MeshError("not_found", `There is no ${kind} ${name}.`);
  if (version !== null && !(await findAssetVersion(db, { kind, name, version })))
    throw new MeshError("not_found", `${name} has no version ${version}.`);
  const before = { version: await findLabelVersion(db, { kind, name, label }) };
  return {
    kind,
    name,
    domain: live.domain,
    op: "label",
    body: { label, version, before, ...(isGuardrail(live) ? { wasGuardrail: true } : {}) },
    baseVersion: live.version,
    baseDigest: live.digest,
  };
}

async function prepareCertify(db: Db, { kind, name }: ProposedItem & { op: "certify" }): Promise<ChangeItem> {
  const live = await findAssetHead(db, { kind, name });
  if (!live) throw new MeshError("not_found", `There is no ${kind} ${name}.`);
  const [last] = await listCertificates(db, { assetId: live.id, limit: 1 });
  return certifyItemOf({
    kind,
    name,
    domain: live.domain,
    version: live.version,
    digest: live.digest,
    bound: await readBound(db, { kind, name }),
    previous: last ? boundPart.array().parse(last.bound) : [],
  });
}

type Lifecycle = NonNullable<(ProposedItem & { op: "state" })["lifecycle"]>;

function isGuardrail(live: { spec: unknown } | undefined): boolean {
  return (live?.spec as { guardrail?: unknown } | undefined)?.guardrail === true;
}

function kindOf(kind: string, at: number): AssetKind {
  if (!Object.hasOwn(ASSET_KINDS, kind)) throw badItem(at, "kind", `There is no kind of asset ${kind}.`);
  return kind as AssetKind;
}

function badItem(at: number, path: string, message: string): MeshError {
  return new MeshError("invalid_request", "The change does not fit.", {
    issues: [{ path: `items.${at}.${path}`, message }],
  });
}

function readSpecAt(at: number, kind: AssetKind, given: unknown): Record<string, unknown> {
  try {
    return readSpec(kind, given) as Record<string, unknown>;
  } catch (err) {
    if (!isMeshError(err) || !err.issues) throw err;
    throw badSpec(at, err.issues, err);
  }
}

function badSpec(at: number, found: readonly SpecIssue[], cause?: unknown): MeshError {
  const issues = found.map(({ path, message }) => ({
    path: ["items", at, "spec", ...(path ? [path] : [])].join("."),
    message,
  }));
  return new MeshError("invalid_request", "The spec does not fit its kind.", { issues, cause });
}
