import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { updateAssetCanary } from "@/db/queries/canaries";
import { updateAppliedVersion } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";
import type { Services } from "@/lib/core/services";
import { type Author, authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { registryService } from "@/lib/registry/asset";
import { CANARY_KINDS, CANARY_SHARE } from "@/lib/registry/canary";
import type { AssetKind } from "@/lib/registry/kinds";
import { REGISTRY_CHANNEL } from "@/lib/registry/registry-channel";
import { writeAsset } from "@/lib/registry/write-asset";
import { openChecked } from "./apply-change";
import { type ChangeAnswer, changeAnswer, changeRef, note } from "./change-answer.schema";
import { assertStep, openChange, recordStep } from "./change-step";
import { giveBack } from "./give-back";
import { assertBase } from "./put-in-force";
import type { StoredItem } from "./stored-items";

const MAX_HOURS = 14 * 24;

/**
 * Puts an approved change in force for a share of the calls, for a time. The rest stays with what is live; what is not put in force wholly by then is taken back by itself.
 * @throws MeshError `unsupported_operation` for what takes effect as a whole or not at all, such as a policy; `conflict` with what is missing, or while another change is tried on the same asset
 */
export const startCanary = operation({ permission: "registry:write" })
  .route({
    method: "POST",
    path: "/changes/{number}/canary",
    summary: "Put a change in force for a share of the calls",
    tags: ["changes"],
  })
  .input(
    changeRef.extend({
      /** Per cent of the calls. */
      share: z.number().int().min(CANARY_SHARE.min).max(CANARY_SHARE.max),
      /** When it is taken back by itself, in hours from now. */
      hours: z.number().min(0.0001).max(MAX_HOURS).default(24),
    }),
  )
  .output(changeAnswer)
  .handler(async ({ input, context }) => {
    const { number, share, hours } = input;
    const { database, services } = context;
    // Rules and policies of a moment ago count too.
    await services.get(registryService).refresh();
    return database.db.transaction(async (tx) => {
      const seen = await openChange(tx, services, number);
      for (const item of seen.items) assertSharable(item);
      const change = await openChecked(tx, services, number);
      const state = assertStep(change, "canary", "put in force for a share of the calls");
      const author = authorOf(context.principal);
      for (const item of change.items) await putBeside(tx, change.row, item, share, author);
      const until = new Date(Date.now() + hours * 3600_000);
      return recordStep(tx, change.row, {
        type: "io.signalbox.change.canary_started",
        author,
        state,
        contentHash: change.row.contentHash,
        set: { canaryShare: share, canarySince: new Date(), canaryUntil: until, applyAt: null },
        payload: {
          share,
          until: until.toISOString(),
          items: change.items.map(({ kind, name, op }) => ({ kind, name, op })),
        },
      });
    });
  });

/** Gives all calls back to what is live. The change waits again, with the approvals that it has. */
export const endCanary = operation({ permission: "registry:write" })
  .route({
    method: "POST",
    path: "/changes/{number}/canary/end",
    summary: "Take a change back from its share of the calls",
    tags: ["changes"],
  })
  .input(changeRef.extend({ note: note.default("") }))
  .output(changeAnswer)
  .handler(({ input, context }) =>
    context.database.db.transaction((tx) =>
      endCanaryIn(tx, context.services, input.number, authorOf(context.principal), input.note),
    ),
  );

/** The same within a transaction. */
export async function endCanaryIn(
  tx: Db,
  services: Services,
  number: number,
  author: Author,
  reason: string,
): Promise<ChangeAnswer> {
  const change = await openChange(tx, services, number);
  const state = assertStep(change, "end_canary", "taken back");
  await giveBack(tx, number);
  return recordStep(tx, change.row, {
    type: "io.signalbox.change.canary_ended",
    author,
    state,
    contentHash: change.row.contentHash,
    set: { canaryUntil: null },
    payload: reason ? { reason } : {},
  });
}

/** @throws MeshError `unsupported_operation` */
function assertSharable(item: StoredItem): void {
  const { kind, name, op, baseVersion } = item;
  const refuse = (why: string) => {
    throw new MeshError("unsupported_operation", `${kind} ${name} cannot get a share of the calls: ${why}.`, {
      remedy: { message: "Put the change in force as a whole, or move this into a change of its own." },
    });
  };
  if (!(CANARY_KINDS as readonly string[]).includes(kind))
    refuse(`a ${kind} holds for all calls or for none`);
  const moves = op === "put" && item.body.head.lifecycle !== item.body.before?.lifecycle;
  if (op === "state" || moves) refuse("a state holds for all calls or for none");
  if (baseVersion === null) refuse("there is no version in traffic that the other calls could get");
  if (op !== "label") return;
  if (kind !== "prompt") refuse(`nothing calls a ${kind} by a label`);
  if (item.body.version === null || item.body.before.version === null) {
    refuse("its label does not point at two versions");
  }
}

/** Stores what is asked for beside what is live, and gives it its share. */
async function putBeside(
  tx: Db,
  change: { id: string; number: number },
  item: StoredItem,
  share: number,
  author: Author,
): Promise<void> {
  const { kind, name, position } = item;
  await assertBase(tx, item);
  const label = item.op === "label" ? item.body.label : null;
  let version = item.op === "label" ? item.body.version : null;
  if (item.op === "put") {
    const written = await writeAsset(tx, {
      kind: kind as AssetKind,
      head: { ...item.body.head, name },
      spec: item.body.spec as never,
      ...author,
      change: change.number,
      publish: false,
    });
    version = written.version;
    if (version === item.baseVersion) {
      throw new MeshError(
        "unsupported_operation",
        `${kind} ${name} says the same as what is live; there are no two versions to share the calls.`,
      );
    }
    await updateAppliedVersion(tx, { changeId: change.id, position, version });
  }
  if (version === null) throw new MeshError("internal", "A canary has no version.");
  const free = await updateAssetCanary(tx, { kind, name, version, share, change: change.number, label });
  if (!free) throw new MeshError("conflict", `Another change is being tried on ${kind} ${name}.`);
  await tx.execute(sql`select pg_notify(${REGISTRY_CHANNEL}, ${`${kind}:${name}`})`);
}
