import { call } from "@orpc/server";
import { findAssetHead } from "@/db/queries/assets";
import { MeshError, toMeshError } from "@/lib/core/errors";
import { type OperationContext, operation } from "@/lib/identity/operation";
import { assertMayWrite } from "../assert-may-write";
import { assertNotRetired } from "../assert-not-retired";
import { type AssetDoor, assetDoorService, type ChangedAsset, type ChangedAssetAnswer } from "../asset-door";
import { registerMcpServer } from "../register-mcp-server";
import { readSpec } from "../specs/read-spec";
import {
  FIDELITIES,
  type ImportedAssetAnswer,
  type ImportInput,
  importInput,
  importOutput,
} from "./import-report.schema";
import type { ImportedAsset } from "./importer";
import { readImport } from "./read-import";

type Planned = ImportedAsset & {
  action: ImportedAssetAnswer["action"];
  /** Of the asset whose name it has. */
  lifecycle?: string;
};

/**
 * Takes the assets of another product's file into the registry, all of them as one change or none, and says of every field of the file how well it came over. Without `dryRun: false` nothing happens.
 * @throws MeshError `invalid_request` for a file that cannot be read, `conflict` where a name is taken and nothing else was asked for
 */
export const importAssets = operation({ permission: "registry:write" })
  .route({
    method: "POST",
    path: "/imports",
    summary: "Import a file of another product",
    tags: ["registry"],
  })
  .input(importInput)
  .output(importOutput)
  .handler(async ({ input, context }) => {
    const { format, assets, report } = readImport(input.text, input.format);
    const plan = await planOf(context, input, assets);
    const collected = collecting(context);
    const looked: ImportedAssetAnswer[] = [];
    for (const planned of plan) looked.push(await carryOut(collected.context, input, planned));
    const answers = input.dryRun ? looked : await putTogether(context, format, looked, collected.inputs);
    const count = (fidelity: string) => report.filter((line) => line.fidelity === fidelity).length;
    const counts = Object.fromEntries(FIDELITIES.map((one) => [one, count(one)]));
    return { format, dryRun: input.dryRun, assets: answers, report, counts: counts as never };
  });

/** What happens to each asset whose name is taken, also by one that is retired. @throws MeshError `conflict` */
async function planOf(
  { database: { db } }: OperationContext,
  input: ImportInput,
  assets: readonly ImportedAsset[],
): Promise<Planned[]> {
  const stateOf = async (kind: string, name: string) => (await findAssetHead(db, { kind, name }))?.lifecycle;
  const plan: Planned[] = [];
  for (const asset of assets) {
    const lifecycle = await stateOf(asset.kind, asset.name);
    if (lifecycle === undefined) plan.push({ ...asset, action: "create" });
    else if (input.onConflict === "update") plan.push({ ...asset, action: "update", lifecycle });
    else if (input.onConflict === "rename") {
      let count = 2;
      while (await stateOf(asset.kind, `${asset.name}-${count}`)) count++;
      plan.push({ ...asset, name: `${asset.name}-${count}`, action: "create" });
    } else plan.push({ ...asset, action: "skip" });
  }
  const taken = plan.filter(({ action }) => action === "skip");
  if (taken.length > 0 && input.onConflict === "fail" && !input.dryRun) {
    const names = taken.map(({ kind, name }) => `${kind} ${name}`).join(", ");
    throw new MeshError("conflict", `These exist already: ${names}. Say what to do: skip, update or rename.`);
  }
  return plan;
}

async function carryOut(
  context: OperationContext,
  { domain, dryRun, onConflict }: ImportInput,
  asset: Planned,
): Promise<ImportedAssetAnswer> {
  const { kind, name, title, action } = asset;
  const answer = { kind, name, title, action, change: null, problems: [] as string[] };
  if (action === "skip") {
    const outcome = onConflict === "fail" ? "failed" : "skipped";
    return { ...answer, outcome, problems: [`There is a ${kind} ${name} already.`] };
  }
  try {
    assertNotRetired({ kind, name, lifecycle: asset.lifecycle });
    if (dryRun) return { ...answer, outcome: "planned", problems: await checked(context, domain, asset) };
    const written = await write(context, domain, asset);
    return {
      ...answer,
      outcome: outcomeOf(written),
      change: written.change?.number ?? null,
      problems: written.problems,
    };
  } catch (err) {
    const { code, message, remedy, issues = [] } = toMeshError(err);
    const said = [message, remedy?.message].filter(Boolean).join(" ");
    const why = [`${code}: ${said}`, ...issues.map((issue) => `${issue.path}: ${issue.message}`)];
    return { ...answer, outcome: "failed", problems: why };
  }
}

/** What is known beforehand. An address is looked at only when it is registered: a dry run asks nobody. */
async function checked(context: OperationContext, domain: string, asset: Planned): Promise<string[]> {
  if ("register" in asset) return ["Its address is looked at when it is registered."];
  const head = headOf(domain, asset);
  const spec = readSpec(asset.kind, asset.spec);
  return [...(await assertMayWrite(context, context.database.db, { kind: asset.kind, head, spec }))];
}

async function write(context: OperationContext, domain: string, asset: Planned): Promise<ChangedAssetAnswer> {
  const head = headOf(domain, asset);
  if ("register" in asset) return call(registerMcpServer, { ...head, ...asset.register }, { context });
  const spec = readSpec(asset.kind, asset.spec);
  const problems = await assertMayWrite(context, context.database.db, { kind: asset.kind, head, spec });
  const written = await context.services.get(assetDoorService).put(context, { kind: asset.kind, head, spec });
  return { ...written, problems: [...problems] };
}

function headOf(domain: string, { name, title, description, tags, skills, field }: Planned) {
  return {
    name,
    domain,
    title: title.slice(0, 200) || name,
    description: description.slice(0, 4000),
    ...(tags ? { tags } : {}),
    ...(skills ? { skills } : {}),
    ...(field ? { field } : {}),
  };
}

type Input = Parameters<AssetDoor["putAll"]>[1][number];

/** A context in which assets are checked and looked at as ever, but put into a list instead of the registry. */
function collecting(context: OperationContext): { context: OperationContext; inputs: Input[] } {
  const inputs: Input[] = [];
  const door = context.services.get(assetDoorService);
  const put: AssetDoor["put"] = async (_context, { kind, head, spec }) => {
    inputs.push({ kind, head, spec });
    const nothing = { version: null, digest: null, changed: false, entryId: null, change: null };
    return { kind, name: head.name, ...nothing };
  };
  return {
    context: { ...context, services: context.services.with(assetDoorService, { ...door, put }) },
    inputs,
  };
}

/** Everything that was looked at becomes one change. Where one asset cannot be, none is. */
async function putTogether(
  context: OperationContext,
  format: string,
  looked: readonly ImportedAssetAnswer[],
  inputs: readonly Input[],
): Promise<ImportedAssetAnswer[]> {
  const failed = looked.some(({ outcome }) => outcome === "failed");
  if (failed || inputs.length === 0) return looked.map((one) => (one.action === "skip" ? one : leftOut(one)));
  const title = `Import ${inputs.length === 1 ? "one asset" : `${inputs.length} assets`} from ${format}`;
  try {
    const written = await context.services
      .get(assetDoorService)
      .putAll(context, inputs, { title, reason: title });
    return looked.map((one) => {
      const found = written.find(({ kind, name }) => kind === one.kind && name === one.name);
      if (!found || one.action === "skip") return one;
      return { ...one, outcome: outcomeOf(found), change: found.change?.number ?? null };
    });
  } catch (err) {
    const { code, message, issues = [] } = toMeshError(err);
    return looked.map((one) => {
      if (one.action === "skip") return one;
      const place = inputs.findIndex(({ kind, head }) => kind === one.kind && head.name === one.name);
      const own = issues.filter(({ path }) => path.startsWith(`items.${place}.`));
      if (issues.length > 0 && own.length === 0) return leftOut(one);
      const why = [`${code}: ${message}`, ...own.map((issue) => `${issue.path}: ${issue.message}`)];
      return { ...one, outcome: "failed" as const, problems: [...one.problems, ...why] };
    });
  }
}

function leftOut(one: ImportedAssetAnswer): ImportedAssetAnswer {
  if (one.outcome === "failed") return one;
  return {
    ...one,
    outcome: "skipped",
    problems: [...one.problems, "Nothing was imported, for not everything could be."],
  };
}

function outcomeOf({ change, changed }: ChangedAsset): ImportedAssetAnswer["outcome"] {
  if (change && change.state !== "applied") return "review";
  return changed ? "applied" : "unchanged";
}
