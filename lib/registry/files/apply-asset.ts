import type { Db } from "@/db/client";
import { findPointables } from "@/db/queries/asset-labels";
import { findAssetHead } from "@/db/queries/assets";
import { digestOf } from "@/lib/core/canonical-json";
import { authorOf } from "@/lib/identity/author";
import type { OperationContext } from "@/lib/identity/operation";
import { assertMayStop } from "../assert-may-stop";
import { assertMayWrite } from "../assert-may-write";
import type { Lifecycle } from "../asset";
import { assetDoorService } from "../asset-door";
import type { AssetKind, SpecOf } from "../kinds";
import { readSpec } from "../specs/read-spec";
import { writeAsset } from "../write-asset";
import { writeAssetState } from "../write-asset-state";
import type { AppliedAsset, ApplyOutcome } from "./apply-assets.schema";
import type { AssetFile } from "./asset-file.schema";
import { fieldChanges, type InForce } from "./field-changes";

/**
 * Makes an asset what its file says: its head, spec and lifecycle through the registry's door, then its labels. The same file again changes nothing.
 * @param context of a transaction, in which all of it happens
 * @throws MeshError whatever keeps the file from being applied
 */
export async function applyAsset(
  context: OperationContext,
  file: AssetFile,
  reason: string,
): Promise<AppliedAsset> {
  const { kind, name, domain } = file;
  const { db } = context.database;
  const spec = readSpec(kind, file.spec);
  const others = (file.otherVersions ?? []).map(({ labels, spec: other }) => ({
    labels,
    spec: readSpec(kind, other),
  }));
  const notes = await assertMayWrite(context, db, { kind, head: { name, domain }, spec });
  const before = await readInForce(db, file);
  const wanted = file.labels && labelsWanted(file.labels, spec, others);
  const fields = fieldChanges(before, file, spec, wanted);
  const found = { kind, name, fields, issues: notes.map((message) => ({ path: "", message })) };
  const digest = before ? digestOf(before.spec) : null;
  if (before && domain === before.domain && fields.every(({ outcome }) => outcome === "unchanged")) {
    const note = { path: "lifecycle", message: STAYS_OUT };
    const issues = before.lifecycle === "retired" && !file.lifecycle ? [...found.issues, note] : found.issues;
    return {
      ...found,
      issues,
      outcome: "unchanged",
      version: before.version,
      digest,
      change: null,
      already: false,
    };
  }
  // What stops calls does not wait for a review of the rest.
  if (before) await applySuspension(context, file, before);
  const version = { version: before?.version ?? null, digest, change: null as number | null, already: false };
  if (concernsContent(fields) || before?.domain !== domain) {
    const written = await context.services
      .get(assetDoorService)
      .put(context, { kind, head: headOf(file), spec, reason });
    Object.assign(version, {
      version: written.version,
      digest: written.digest,
      change: written.change?.number ?? null,
      already: written.change?.already ?? false,
    });
    if (written.change && written.change.state !== "applied") {
      const waiting = fields.map((one) => ({ ...one, outcome: waits(one, before) }));
      return { ...found, ...version, fields: waiting, outcome: "proposed" };
    }
    if (!before) await applySuspension(context, file, before);
  }
  const waiting = new Map<string, Waiting>();
  const state = await applyLifecycle(context, file, reason);
  if (state) waiting.set("lifecycle", state);
  const labels = wanted && (await applyLabels(context, file, { before, spec, others, reason }));
  if (labels) waiting.set("labels", labels);
  const told = fields.map((one) => (waiting.has(one.field) ? { ...one, outcome: waits(one, before) } : one));
  const alone = told.every(({ outcome }) => outcome === "unchanged" || outcome === "proposed");
  const outcome = !before ? "created" : alone ? "proposed" : "updated";
  return { ...found, ...version, ...(labels ?? state), fields: told, outcome };
}

const STAYS_OUT = "It is retired and stays out of traffic; say lifecycle: active to bring it back.";

/** A change request that something of a file waits for. */
interface Waiting {
  change: number;
  already: boolean;
}

/** What is to alter waits along with the content; only a suspension of what is there has happened. */
function waits(
  { field, outcome }: AppliedAsset["fields"][number],
  before: InForce | undefined,
): ApplyOutcome {
  return outcome === "unchanged" || (field === "suspended" && before) ? outcome : "proposed";
}

function concernsContent(fields: AppliedAsset["fields"]): boolean {
  const beside = ["lifecycle", "suspended", "labels"];
  return fields.some(({ field, outcome }) => outcome !== "unchanged" && !beside.includes(field));
}

function headOf({ name, domain, title, description, dataClass, tags, skills, field, lifecycle }: AssetFile) {
  return { name, domain, title, description, dataClass, tags, skills, field, lifecycle };
}

async function readInForce(
  db: Db,
  { kind, name }: AssetFile,
): Promise<(InForce & { version: number }) | undefined> {
  const [head, pointable] = await Promise.all([
    findAssetHead(db, { kind, name }),
    findPointables(db, { kind, name }),
  ]);
  if (!head || !pointable) return undefined;
  return {
    kind,
    name,
    domain: head.domain,
    title: head.title,
    description: head.description,
    dataClass: head.dataClass as NonNullable<AssetFile["dataClass"]>,
    tags: head.tags,
    skills: head.skills,
    ...(head.field === null ? {} : { field: head.field }),
    lifecycle: head.lifecycle as Lifecycle,
    suspended: head.suspendedReason ?? undefined,
    labelled: Object.fromEntries(pointable.labels.map(({ label, digest }) => [label, digest])),
    spec: head.spec as Record<string, unknown>,
    version: head.version,
  };
}

interface Other {
  labels: readonly string[];
  spec: SpecOf<AssetKind>;
}

function labelsWanted(
  live: readonly string[],
  spec: unknown,
  others: readonly Other[],
): Record<string, string> {
  return Object.fromEntries([
    ...live.map((label) => [label, digestOf(spec)] as const),
    ...others.flatMap((other) => other.labels.map((label) => [label, digestOf(other.spec)] as const)),
  ]);
}

async function applySuspension(
  { database, principal }: OperationContext,
  { kind, name, suspended }: AssetFile,
  before: InForce | undefined,
): Promise<void> {
  if (suspended === undefined || before?.suspended !== undefined) return;
  await assertMayStop(database.db, principal, { kind, name });
  await writeAssetState(database.db, { kind, name, suspended: true, reason: suspended }, authorOf(principal));
}

/** Through the registry's door, as for any change of a state. @returns what it waits for; undefined when it is as the file says, also because it came along with the content */
async function applyLifecycle(
  context: OperationContext,
  { kind, name, lifecycle }: AssetFile,
  reason: string,
): Promise<Waiting | undefined> {
  if (lifecycle === undefined) return undefined;
  const { change } = await context.services
    .get(assetDoorService)
    .changeState(context, { kind, name, lifecycle, reason });
  if (!change || change.state === "applied") return undefined;
  return { change: change.number, already: change.already };
}

/** Moves labels through the registry's door, for who asks by a label gets another content from then on. @returns the last change request that waits for its review; undefined when they all point where the file says */
async function applyLabels(
  context: OperationContext,
  file: AssetFile,
  given: { before: InForce | undefined; spec: SpecOf<AssetKind>; others: readonly Other[]; reason: string },
): Promise<Waiting | undefined> {
  const { kind, name } = file;
  const { before, others, reason } = given;
  const { db } = context.database;
  const author = authorOf(context.principal);
  let waiting: Waiting | undefined;
  const move = async (label: string, version: number | null) => {
    const door = context.services.get(assetDoorService);
    const { change, already } = await door.moveLabel(context, { kind, name, label, version, reason });
    if (change !== null) waiting = { change, already };
  };
  // Written again, what is there already keeps its number; what is not becomes a version beside the one in traffic.
  const write = (spec: SpecOf<AssetKind>) =>
    writeAsset(db, { kind, head: headOf(file), spec, publish: false, ...author });
  const targets = [{ labels: file.labels ?? [], spec: given.spec }, ...others];
  const kept = new Set(targets.flatMap(({ labels }) => labels));
  for (const { labels, spec } of targets) {
    if (labels.length === 0) continue;
    const { version } = await write(spec);
    for (const label of labels) await move(label, version);
  }
  for (const label of Object.keys(before?.labelled ?? {})) {
    if (!kept.has(label)) await move(label, null);
  }
  return waiting;
}
