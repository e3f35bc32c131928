import { parseArgs } from "node:util";
import {
  type AppliedAsset,
  type ApplyAssetsOutput,
  applyAssetsOutput,
} from "@/lib/registry/files/apply-assets.schema";
import type { AssetFile, DomainFile } from "@/lib/registry/files/asset-file.schema";
import { assetPath, domainPath } from "@/lib/registry/files/asset-path";
import { inOrderOfNeed } from "@/lib/registry/files/in-order-of-need";
import { meshClient } from "./mesh-client";
import { readRegistryFiles } from "./registry-files";

const OPTIONS = {
  url: { type: "string" },
  token: { type: "string" },
  "dry-run": { type: "boolean" },
  reason: { type: "string" },
  json: { type: "boolean" },
} as const;

/** A request holds at most this much, well below what a mesh takes by default (1 MiB). */
const MAX_BYTES = 700_000;
const MAX_ASSETS = 200;

/** `signalbox apply <folder>`: makes the registry what the files say, and says of each file what came of it. @returns the exit code: 1 when something was refused */
export async function apply(argv: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  const [folder] = positionals;
  if (folder === undefined) throw new Error("Which files? signalbox apply <folder> [--dry-run]");
  const { assets, domains, unreadable } = readRegistryFiles(folder);
  const client = meshClient(values);
  const results: ApplyAssetsOutput = { domains: [], assets: [] };
  const common = { dryRun: values["dry-run"] === true, ...(values.reason ? { reason: values.reason } : {}) };
  for (const batch of batchesOf(
    domains.map(({ file }) => file),
    assets.map(({ file }) => file),
  )) {
    const answer = applyAssetsOutput.parse(await client.ask("POST", "/apply", { ...batch, ...common }));
    results.domains.push(...answer.domains);
    const early = common.dryRun && results.assets.some(({ outcome }) => outcome === "created");
    results.assets.push(...(early ? answer.assets.map(judgedEarly) : answer.assets));
  }
  if (values.json) console.log(JSON.stringify({ ...common, ...results, unreadable }));
  else
    console.log(
      report(
        results,
        unreadable,
        assets.map(({ file }) => file),
        common.dryRun,
      ),
    );
  const refused = [...results.assets, ...results.domains].some(({ outcome }) => outcome === "refused");
  return refused || unreadable.length > 0 ? 1 : 0;
}

/** A dry run takes each request back before the next one: what names something new is then refused although it would not be. */
function judgedEarly(asset: AppliedAsset): AppliedAsset {
  if (asset.outcome !== "refused") return asset;
  const message = "Judged by what is registered now; it may hold once the files above are applied.";
  return { ...asset, issues: [...asset.issues, { path: "", message }] };
}

interface Batch {
  domains: DomainFile[];
  assets: AssetFile[];
}

/** Requests of a size that the mesh takes, in the order of need. Policies come last and by themselves: they are checked against what the requests before have registered. */
function batchesOf(domains: DomainFile[], assets: readonly AssetFile[]): Batch[] {
  const batches: Batch[] = [{ domains, assets: [] }];
  let bytes = Buffer.byteLength(JSON.stringify(domains));
  const ordered = inOrderOfNeed(assets);
  const isPolicy = ({ kind }: AssetFile) => kind === "policy";
  for (const group of [ordered.filter((file) => !isPolicy(file)), ordered.filter(isPolicy)]) {
    for (const [at, file] of group.entries()) {
      const size = Buffer.byteLength(JSON.stringify(file));
      const last = batches.at(-1);
      const first = at === 0 && isPolicy(file) && last !== undefined && last.assets.length > 0;
      if (
        !last ||
        first ||
        last.assets.length >= MAX_ASSETS ||
        (bytes + size > MAX_BYTES && last.assets.length > 0)
      ) {
        batches.push({ domains: [], assets: [file] });
        bytes = size;
      } else {
        last.assets.push(file);
        bytes += size;
      }
    }
  }
  return batches.filter((batch) => batch.assets.length + batch.domains.length > 0);
}

function report(
  { assets, domains }: ApplyAssetsOutput,
  unreadable: ReturnType<typeof readRegistryFiles>["unreadable"],
  files: readonly AssetFile[],
  dryRun: boolean,
): string {
  const pathOf = ({ kind, name }: { kind: string; name: string }) => {
    const file = files.find((one) => one.kind === kind && one.name === name);
    return file ? assetPath(file) : `${kind}/${name}`;
  };
  const lines = [
    ...unreadable.map(({ path, issues }) => told("refused", path, issuesOf(issues))),
    ...domains.map((one) => told(one.outcome, domainPath(one), issuesOf(one.issues))),
    ...assets.map((one) => told(one.outcome, pathOf(one), detailsOf(one))),
  ];
  const outcomes = [...assets, ...domains, ...unreadable.map(() => ({ outcome: "refused" as const }))];
  const counts = (["created", "updated", "unchanged", "proposed", "refused"] as const)
    .map((outcome) => ({ outcome, count: outcomes.filter((one) => one.outcome === outcome).length }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${count} ${outcome}`);
  const end = dryRun ? "Nothing was changed: this was a dry run." : "";
  return [...lines, `${counts.join(", ") || "There is nothing to apply"}. ${end}`.trim()].join("\n");
}

function told(outcome: string, path: string, details: readonly string[]): string {
  return [`${outcome.padEnd(9)} ${path}`, ...details.map((detail) => `            ${detail}`)].join("\n");
}

function detailsOf({ outcome, fields, issues, change, already }: AppliedAsset): string[] {
  if (outcome === "unchanged") return issuesOf(issues);
  const waits = already ? ", asked for before and not in force yet" : ", which waits for its review";
  return [
    ...(change === null ? [] : [`change ${change}${outcome === "proposed" ? waits : ""}`]),
    ...(outcome === "created"
      ? []
      : fields
          .filter((field) => field.outcome !== "unchanged")
          .map(({ field, words }) => `${field}: ${words.join("; ") || "changed"}`)),
    ...issuesOf(issues),
  ];
}

function issuesOf(issues: readonly { path: string; message: string }[]): string[] {
  return issues.map(({ path, message }) => (path ? `${path}: ${message}` : message));
}
