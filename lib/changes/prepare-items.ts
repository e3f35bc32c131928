import type { z } from "zod";
import type { Db } from "@/db/client";
import { findAssetHead } from "@/db/queries/assets";
import { findDomain } from "@/db/queries/domains";
import { digestOf } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { ASSET_KINDS, type AssetKind } from "@/lib/registry/kinds";
import type { ChangeItem, ProposedItem } from "./change-item.schema";

/**
 * Reads what is asked for against what is live: every spec by the schema of its kind, and beside it what it would take the place of.
 * @throws MeshError `invalid_request` with the path of what does not fit, `not_found`, `conflict` for another domain's asset
 */
export async function prepareItems(db: Db, proposed: readonly ProposedItem[]): Promise<ChangeItem[]> {
  const seen = new Set<string>();
  const items: ChangeItem[] = [];
  for (const [at, item] of proposed.entries()) {
    const ref = `${item.kind}:${item.name}`;
    if (seen.has(ref)) throw badItem(at, "name", `${ref} stands here twice; put both into one item.`);
    seen.add(ref);
    items.push(item.op === "put" ? await preparePut(db, item, at) : await prepareState(db, item, at));
  }
  return items;
}

/** What approvals are bound to: everything that was asked for and what it would replace, and nothing else. */
export function contentHashOf(items: readonly ChangeItem[]): string {
  return digestOf(
    items.map(({ kind, name, op, body: { before: _before, wasGuardrail: _was, ...asked }, baseDigest }) => ({
      kind,
      name,
      op,
      asked,
      baseDigest,
    })),
  );
}

async function preparePut(db: Db, item: ProposedItem & { op: "put" }, at: number): Promise<ChangeItem> {
  const { name, head } = item;
  const kind = kindOf(item.kind, at);
  const parsed = ASSET_KINDS[kind].safeParse(item.spec);
  if (!parsed.success) throw badSpec(at, parsed.error);
  if (!(await findDomain(db, head.domain)))
    throw badItem(at, "head.domain", `There is no domain ${head.domain}.`);
  const live = await findAssetHead(db, { kind, name });
  if (live && live.domain !== head.domain) {
    throw new MeshError("conflict", `${name} belongs to the domain ${live.domain}.`);
  }
  const spec = parsed.data as Record<string, unknown>;
  const before = live && {
    title: live.title,
    description: live.description,
    dataClass: live.dataClass as NonNullable<typeof head.dataClass>,
    tags: live.tags,
    skills: live.skills,
    ...(live.field === null ? {} : { field: live.field }),
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
  const { kind, name, lifecycle, suspended } = item;
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
      before: { lifecycle: live.lifecycle as Lifecycle, suspended: live.suspendedReason !== null },
      ...(isGuardrail(live) ? { wasGuardrail: true } : {}),
    },
    baseVersion: live.version,
    baseDigest: live.digest,
  };
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

function badSpec(at: number, error: z.ZodError): MeshError {
  const issues = error.issues.map(({ path, message }) => ({
    path: ["items", at, "spec", ...path].join("."),
    message,
  }));
  return new MeshError("invalid_request", "The spec does not fit its kind.", { issues, cause: error });
}
