import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import {
  findAssetForUpdate,
  findVersionByDigest,
  insertAsset,
  insertAssetVersion,
  updateAssetLiveVersion,
} from "@/db/queries/assets";
import { findDomain } from "@/db/queries/domains";
import { appendAudit } from "@/lib/audit/append-audit";
import type { AuditType } from "@/lib/audit/audit-types.schema";
import { canonicalJson, digestOf } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Role } from "@/lib/identity/roles";
import { assertNotRetired } from "./assert-not-retired";
import { DATA_CLASSES, LIFECYCLES } from "./asset";
import { reexamine } from "./certification/reexamine";
import type { AssetKind, SpecOf } from "./kinds";
import { assertOwnPolicyIds, holdPolicyIds } from "./policy-ids";
import { REGISTRY_CHANNEL } from "./registry-channel";
import { registryIn } from "./registry-in";
import { searchableOf } from "./searchable";
import { checkSpec } from "./specs/check-spec";
import { readSpec, refuse } from "./specs/read-spec";
import { termId } from "./taxonomy/taxonomy-file.schema";

export const assetName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, "Lower-case letters, digits, dot, dash and underscore.");

/** What every kind of asset is registered with. */
export const assetHead = z.object({
  name: assetName,
  domain: assetName,
  title: z.string().trim().min(1).max(200).optional(),
  description: z.string().trim().max(4000).optional(),
  dataClass: z.enum(DATA_CLASSES).optional(),
  tags: z.array(z.string().trim().min(1).max(60)).max(30).optional(),
  /** Terms of the common vocabulary: what it can do. */
  skills: z.array(termId).max(20).optional(),
  /** The term for the field in which it does it. */
  field: termId.optional(),
  /** Its state along with its content; as it is when missing, `active` for a first version. */
  lifecycle: z.enum(LIFECYCLES).optional(),
});

/** What a registration answers. */
export const writtenAsset = z.object({
  kind: z.string(),
  name: z.string(),
  version: z.number().int(),
  /** SHA-256 of the version's canonical JSON in hex. */
  digest: z.string(),
  /** False when the version was already the live one and what stands beside it is as it was. */
  changed: z.boolean(),
  /** The entry on record; null when nothing changed. */
  entryId: z.uuid().nullable(),
  /** What a person should look at: unlisted models, unsigned cards. */
  problems: z.array(z.string()),
});

export type WrittenAsset = z.infer<typeof writtenAsset>;

export interface AssetInput<K extends AssetKind> {
  kind: K;
  head: z.infer<typeof assetHead>;
  spec: SpecOf<K>;
  /** `kind:id` of who does this. */
  actor: string;
  /** What they may be. */
  roles?: readonly Role[];
  /** Number of the change request that this is part of. */
  change?: number;
  /** False keeps the version beside the one in traffic, for a label to point at. The first version of an asset is always in traffic. */
  publish?: boolean;
  /** The version that must be live for this to hold, null for none; whatever is live when missing. */
  base?: number | null;
}

/**
 * Registers an asset or a new version of it. The same again changes nothing. The change and its audit entry commit together; every replica hears of it at once. Inside a transaction of the caller's it is part of that one.
 * @throws MeshError `invalid_request` for a spec that is none or names what is not there, `not_found` for an unknown domain, `conflict` when the name belongs to another domain's asset, or something else became live meanwhile, `asset_retired`
 */
export async function writeAsset<K extends AssetKind>(
  db: Db,
  input: AssetInput<K>,
): Promise<Omit<WrittenAsset, "problems">> {
  const { kind, head, actor } = input;
  const spec = readSpec(kind, input.spec);
  const issues = await checkSpec(kind, head.name, spec, registryIn(db));
  if (issues.length > 0) refuse(kind, issues);
  const digest = digestOf(spec);
  return db.transaction(async (tx) => {
    if (!(await findDomain(tx, head.domain)))
      throw new MeshError("not_found", `There is no domain ${head.domain}.`);
    if (kind === "policy") await holdPolicyIds(tx);
    const asset = await findAssetForUpdate(tx, { kind, name: head.name });
    if (asset && asset.domain !== head.domain) {
      throw new MeshError("conflict", `${head.name} belongs to the domain ${asset.domain}.`);
    }
    if (input.base !== undefined && (asset?.liveVersion ?? null) !== input.base) throw raced(input);
    const assetId = asset?.id ?? newId();
    const known = asset && (await findVersionByDigest(tx, { assetId, digest }));
    const version = known?.version ?? (asset?.latestVersion ?? 0) + 1;
    const written = { kind, name: head.name, version, digest };
    const title = head.title ?? head.name;
    if (!asset && !(await insertAsset(tx, { id: assetId, kind, ...head, title }))) throw raced(input);
    if (!known) await insertAssetVersion(tx, { assetId, version, digest, spec, createdBy: actor });
    const look = () => reexamine(tx, { kind, name: head.name, by: actor });
    if (asset && input.publish === false) {
      if (!known) await look();
      const entryId = known ? null : await record(tx, input, "version.stored", { version, digest });
      return { ...written, changed: !known, entryId };
    }
    if (asset) assertNotRetired({ kind, name: head.name, lifecycle: asset.lifecycle }, head.lifecycle);
    const published = asset?.liveVersion !== version;
    const moved = asset && head.lifecycle !== undefined && head.lifecycle !== asset.lifecycle;
    const described = asset && headChange(asset, head);
    await updateAssetLiveVersion(tx, { assetId, version, head, ...searchableOf(kind, spec) });
    let entryId = described ? await record(tx, input, "described", described) : null;
    if (published) {
      const replaces = asset?.liveVersion ?? null;
      entryId = await record(tx, input, asset ? "version.published" : "registered", {
        version,
        digest,
        replaces,
      });
    }
    if (moved) entryId = await record(tx, input, "state.changed", stateChange(asset, head));
    if (kind === "policy") await assertOwnPolicyIds(tx, head.name);
    await tx.execute(sql`select pg_notify(${REGISTRY_CHANNEL}, ${assetId})`);
    if (published || !known || moved) await look();
    return { ...written, changed: published || described !== undefined || moved === true, entryId };
  });
}

function raced({ kind, head }: AssetInput<AssetKind>): MeshError {
  return new MeshError(
    "conflict",
    `Somebody else has written ${kind} ${head.name} at the same moment; look at it again.`,
  );
}

type AssetEvent = AuditType extends infer T ? (T extends `io.signalbox.asset.${infer E}` ? E : never) : never;

function record(
  tx: Db,
  { kind, head, actor, roles, change }: AssetInput<AssetKind>,
  event: AssetEvent,
  payload: Record<string, unknown>,
): Promise<string> {
  const { name, domain } = head;
  return appendAudit(tx, {
    type: `io.signalbox.asset.${event}`,
    actor,
    ...(roles ? { roles } : {}),
    object: `${kind}:${name}`,
    outcome: "ok",
    payload: { kind, name, domain, ...payload, ...(change === undefined ? {} : { change }) },
  });
}

const DESCRIBED = ["title", "description", "dataClass", "tags", "skills", "field"] as const;
type Described = { [K in (typeof DESCRIBED)[number]]?: unknown };

function stateChange(
  { lifecycle, suspendedReason }: { lifecycle: string; suspendedReason: string | null },
  head: { lifecycle?: string | undefined },
) {
  return {
    reason: "Along with its content.",
    lifecycle: head.lifecycle,
    before: { lifecycle, suspended: suspendedReason !== null },
  };
}

/** What stands beside the version and is given anew, with what was there before; undefined when all of it is as it was. */
function headChange(asset: Described, head: Described): ({ before: Described } & Described) | undefined {
  const given = DESCRIBED.filter(
    (member) =>
      head[member] !== undefined && canonicalJson(head[member]) !== canonicalJson(asset[member] ?? null),
  );
  if (given.length === 0) return undefined;
  const pick = (from: Described) => Object.fromEntries(given.map((member) => [member, from[member] ?? null]));
  return { ...pick(head), before: pick(asset) };
}
