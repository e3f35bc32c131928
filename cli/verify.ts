import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { VerifyReport } from "@/lib/audit/verify/report";
import { verifyBundle } from "@/lib/audit/verify/verify-bundle";
import { verifyUrl } from "@/lib/audit/verify/verify-url";
import { loadConfig } from "@/lib/core/config";
import { fetchProof } from "./fetch-proof";
import { readLines } from "./read-lines";
import { withDatabase } from "./with-database";

const OPTIONS = {
  key: { type: "string", multiple: true },
  checkpoint: { type: "string" },
  database: { type: "boolean" },
  url: { type: "string" },
  token: { type: "string" },
  "proof-json": { type: "string" },
  json: { type: "boolean" },
} as const;

/** `signalbox verify`. @returns the exit code: 0 verified, 1 something is wrong */
export async function verify(argv: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  const [given] = positionals;
  const vkeys = values.key?.flatMap(readKeys);
  const checkpoint = readCheckpoint(values.checkpoint, values.database === true && given === undefined);
  const token = values.token ?? process.env.SIGNALBOX_TOKEN ?? "";
  const proofOf = values["proof-json"];
  if (proofOf !== undefined) {
    if (values.url === undefined && !values.database)
      throw new Error("--proof-json goes with --database or --url.");
    const { url } = values;
    const proof = url
      ? await fetchProof(url, token, proofOf)
      : await withDatabase(given, (opened) => opened.proof(proofOf));
    console.log(JSON.stringify(proof));
    return 0;
  }
  let report: VerifyReport;
  if (values.url !== undefined) report = await verifyUrl({ url: values.url, token, vkeys, checkpoint });
  else if (values.database) report = await withDatabase(given, (opened) => opened.verify(vkeys, checkpoint));
  else if (given !== undefined) report = await verifyBundle(readLines(given), { vkeys, checkpoint });
  else throw new Error("What should be verified? Give a bundle, --database or --url.");
  console.log(values.json ? JSON.stringify(report) : render(report));
  return report.ok ? 0 : 1;
}

/** The given file, or for the mesh's own database the checkpoint that the mesh leaves beside its data. */
function readCheckpoint(path: string | undefined, ownDatabase: boolean): string | undefined {
  if (path !== undefined) return readFileSync(path, "utf8");
  const kept = join(loadConfig().homeDir, "checkpoint");
  return ownDatabase && existsSync(kept) ? readFileSync(kept, "utf8") : undefined;
}

/** A verifier key, or a file with one a line. */
function readKeys(given: string): string[] {
  const text = existsSync(given) ? readFileSync(given, "utf8") : given;
  return text.split("\n").filter((line) => line.trim() !== "");
}

function render(report: VerifyReport): string {
  const { problem } = report;
  const lines = [
    ...report.facts.map((fact) => `  ✓ ${fact}`),
    ...report.caveats.map((caveat) => `  · ${caveat}`),
  ];
  if (problem) {
    const where = problem.index === undefined ? "" : ` at index ${problem.index}`;
    return [`NOT VERIFIED${where}: ${problem.message}`, ...lines].join("\n");
  }
  return [
    `VERIFIED: ${report.entries} entries of ${report.origin}, tree of ${report.treeSize}`,
    ...lines,
  ].join("\n");
}
