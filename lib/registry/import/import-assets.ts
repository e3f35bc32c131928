import { call } from "@orpc/server";
import { MeshError, toMeshError } from "@/lib/core/errors";
import { type OperationContext, operation } from "@/lib/identity/operation";
import { assertMayWrite } from "../assert-may-write";
import { registryService } from "../asset";
import { assetDoorService, type ChangedAssetAnswer } from "../asset-door";
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

type Planned = ImportedAsset & { action: ImportedAssetAnswer["action"] };

/**
 * Takes the assets of another product's file into the registry, each as a change of its own, and says of every field of the file how well it came over. Without `dryRun: false` nothing happens.
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
    const plan = planOf(context, input, assets);
    const answers: ImportedAssetAnswer[] = [];
    for (const planned of plan) answers.push(await carryOut(context, input, planned));
    const count = (fidelity: string) => report.filter((line) => line.fidelity === fidelity).length;
    const counts = Object.fromEntries(FIDELITIES.map((one) => [one, count(one)]));
    return { format, dryRun: input.dryRun, assets: answers, report, counts: counts as never };
  });

/** What happens to each asset whose name is taken. @throws MeshError `conflict` */
function planOf(
  { services }: OperationContext,
  input: ImportInput,
  assets: readonly ImportedAsset[],
): Planned[] {
  const snapshot = services.get(registryService).current();
  const isTaken = (asset: ImportedAsset, name: string) => snapshot.find(asset.kind, name) !== undefined;
  const taken = assets.filter((asset) => isTaken(asset, asset.name));
  if (taken.length > 0 && input.onConflict === "fail" && !input.dryRun) {
    const names = taken.map(({ kind, name }) => `${kind} ${name}`).join(", ");
    throw new MeshError("conflict", `These exist already: ${names}. Say what to do: skip, update or rename.`);
  }
  return assets.map((asset) => {
    if (!isTaken(asset, asset.name)) return { ...asset, action: "create" };
    switch (input.onConflict) {
      case "update":
        return { ...asset, action: "update" };
      case "rename": {
        let count = 2;
        while (isTaken(asset, `${asset.name}-${count}`)) count++;
        return { ...asset, name: `${asset.name}-${count}`, action: "create" };
      }
      case "skip":
      case "fail":
        return { ...asset, action: "skip" };
      default:
        return input.onConflict satisfies never;
    }
  });
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
    if (dryRun) return { ...answer, outcome: "planned", problems: await checked(context, domain, asset) };
    const written = await write(context, domain, asset);
    return {
      ...answer,
      outcome: outcomeOf(written),
      change: written.change?.number ?? null,
      problems: written.problems,
    };
  } catch (err) {
    const { code, message, issues = [] } = toMeshError(err);
    const why = [`${code}: ${message}`, ...issues.map((issue) => `${issue.path}: ${issue.message}`)];
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

function outcomeOf({ change, changed }: ChangedAssetAnswer): ImportedAssetAnswer["outcome"] {
  if (change && change.state !== "applied") return "review";
  return changed ? "applied" : "unchanged";
}
