import type { Db } from "@/db/client";
import { findAssetVersion } from "@/db/queries/asset-versions";
import { findVersionFigures, listVersionCosts } from "@/db/queries/canaries";
import { findChange } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { changeRef } from "./change-answer.schema";
import { canaryFigures, type VersionFigures } from "./get-canary.schema";
import { readItems, type StoredItem } from "./stored-items";

/** How the two versions do beside each other since the new one got its share. @throws MeshError `not_found` for a change that never had one */
export const getCanary = operation({ permission: "changes:read" })
  .route({
    method: "GET",
    path: "/changes/{number}/canary",
    summary: "Both versions of a change that a share of the calls gets",
    tags: ["changes"],
  })
  .input(changeRef)
  .output(canaryFigures)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const row = await findChange(db, { number: input.number });
    if (!row || row.canaryShare === null || row.canarySince === null) {
      throw new MeshError("not_found", `Change ${input.number} has had no share of the calls.`);
    }
    const floor = idFloor(row.canarySince.getTime());
    const items = await readItems(db, row.id);
    return {
      share: row.canaryShare,
      since: row.canarySince.toISOString(),
      items: await Promise.all(
        items.map(async (item) => {
          const [before, after] = await Promise.all(
            versionsOf(item).map((version) => figuresOf(db, item, version, floor)),
          );
          return { kind: item.kind, name: item.name, before: before ?? null, after: after ?? null };
        }),
      ),
    };
  });

function versionsOf(item: StoredItem): [before: number | null, after: number | null] {
  return item.op === "label"
    ? [item.body.before.version, item.body.version]
    : [item.baseVersion, item.appliedVersion];
}

async function figuresOf(
  db: Db,
  { kind, name }: StoredItem,
  version: number | null,
  floor: string,
): Promise<VersionFigures | undefined> {
  const found = version === null ? undefined : await findAssetVersion(db, { kind, name, version });
  if (!found) return undefined;
  const calls = { kind, name, digest: found.digest, floor };
  const [{ p50Us, p95Us, ...counts }, costs] = await Promise.all([
    findVersionFigures(db, calls),
    listVersionCosts(db, calls),
  ]);
  const number = (text: string | null) => (text === null ? null : Number(text));
  return {
    version: found.version,
    digest: found.digest,
    ...counts,
    p50Us: number(p50Us),
    p95Us: number(p95Us),
    costs,
  };
}
