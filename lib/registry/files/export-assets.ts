import { z } from "zod";
import { listExportedAssets, listLabelledVersions, listLabelsOf } from "@/db/queries/asset-export";
import { listDomains } from "@/db/queries/domains";
import { digestOf } from "@/lib/core/canonical-json";
import { operation } from "@/lib/identity/operation";
import { type AssetFile, assetFile, domainFile } from "./asset-file.schema";

const MAX_PAGE = 100;

/** The whole registry as files hold it, page by page. A credential is in it by its name in the vault only. */
export const exportAssets = operation({ permission: "catalog:read" })
  .route({ method: "GET", path: "/export", summary: "The registry as files", tags: ["registry"] })
  .input(
    z.object({
      /** `kind/name`: only what comes after it. */
      after: z
        .string()
        .regex(/^[a-z-]{1,50}\/[a-z0-9._-]{1,100}$/)
        .optional(),
      limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
    }),
  )
  .output(
    z.object({
      /** All of them, on the first page. */
      domains: z.array(domainFile),
      assets: z.array(assetFile),
      /** Give it as `after` for the next page; null at the end. */
      next: z.string().nullable(),
    }),
  )
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const [kind = "", name = ""] = input.after?.split("/") ?? [];
    const rows = await listExportedAssets(db, {
      ...(input.after ? { after: { kind, name } } : {}),
      limit: input.limit + 1,
    });
    const page = rows.slice(0, input.limit);
    const assetIds = page.map(({ id }) => id);
    const [domains, labels, others] = await Promise.all([
      input.after ? [] : listDomains(db),
      assetIds.length > 0 ? listLabelsOf(db, { assetIds }) : [],
      assetIds.length > 0 ? listLabelledVersions(db, { assetIds }) : [],
    ]);
    const last = page.at(-1);
    return {
      domains: domains.map((one) => ({
        domain: one.name,
        title: one.title,
        ...(one.contact ? { contact: one.contact } : {}),
      })),
      assets: page.map((row) => fileOf(row, labels, others)),
      next: rows.length > input.limit && last ? `${last.kind}/${last.name}` : null,
    };
  });

type Row = Awaited<ReturnType<typeof listExportedAssets>>[number];
type Label = Awaited<ReturnType<typeof listLabelsOf>>[number];
type Version = Awaited<ReturnType<typeof listLabelledVersions>>[number];

function fileOf(row: Row, labels: readonly Label[], others: readonly Version[]): AssetFile {
  const labelsOf = (version: number) =>
    labels.filter((one) => one.assetId === row.id && one.version === version).map(({ label }) => label);
  // By digest: numbers are another mesh's business, and files must not change when only they do.
  const otherVersions = others
    .filter(({ assetId }) => assetId === row.id)
    .map(({ version, spec }) => ({ labels: labelsOf(version), spec: spec as Record<string, unknown> }))
    .sort((a, b) => (digestOf(a.spec) < digestOf(b.spec) ? -1 : 1));
  return {
    kind: row.kind as AssetFile["kind"],
    name: row.name,
    domain: row.domain,
    title: row.title,
    description: row.description,
    dataClass: row.dataClass as NonNullable<AssetFile["dataClass"]>,
    tags: row.tags,
    ...(row.skills.length > 0 ? { skills: row.skills } : {}),
    ...(row.field ? { field: row.field } : {}),
    lifecycle: row.lifecycle as NonNullable<AssetFile["lifecycle"]>,
    ...(row.suspendedReason ? { suspended: row.suspendedReason } : {}),
    labels: labelsOf(row.version),
    spec: row.spec as Record<string, unknown>,
    ...(otherVersions.length > 0 ? { otherVersions } : {}),
  };
}
