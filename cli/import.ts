import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  CONFLICTS,
  IMPORT_FORMATS,
  type ImportOutput,
  importOutput,
} from "@/lib/registry/import/import-report.schema";
import { meshClient } from "./mesh-client";

const OPTIONS = {
  domain: { type: "string" },
  format: { type: "string" },
  "on-conflict": { type: "string", default: "fail" },
  "dry-run": { type: "boolean" },
  url: { type: "string" },
  token: { type: "string" },
  json: { type: "boolean" },
} as const;

/** `signalbox import <file>`: hands a file of another product to a running mesh. @returns the exit code: 0 all came over, 1 something did not */
export async function importFile(argv: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  const [path] = positionals;
  if (path === undefined || values.domain === undefined)
    throw new Error(
      "Say which file, and whom its assets will belong to: signalbox import <file> --domain <domain>.",
    );
  const body = {
    text: readFileSync(path, "utf8"),
    domain: values.domain,
    onConflict: oneOf("--on-conflict", CONFLICTS, values["on-conflict"]),
    dryRun: values["dry-run"] ?? false,
    ...(values.format === undefined ? {} : { format: oneOf("--format", IMPORT_FORMATS, values.format) }),
  };
  const mesh = meshClient({ url: values.url, token: values.token });
  const answer = importOutput.parse(await mesh.ask("POST", "/imports", body));
  console.log(values.json ? JSON.stringify(answer) : render(answer));
  return answer.assets.some(({ outcome }) => outcome === "failed") ? 1 : 0;
}

function oneOf<T extends string>(option: string, values: readonly T[], given: string): T {
  const found = values.find((value) => value === given);
  if (found === undefined) throw new Error(`${option} is one of ${values.join(", ")}.`);
  return found;
}

function render({ format, dryRun, assets, report, counts }: ImportOutput): string {
  return [
    `${format}${dryRun ? ", dry run: nothing was changed" : ""}`,
    ...assets.flatMap(({ kind, name, outcome, change, problems }) => [
      `  ${outcome.padEnd(9)} ${kind} ${name}${change === null ? "" : ` (change ${change})`}`,
      ...problems.map((problem) => `            ${problem}`),
    ]),
    `${counts.exact} fields exact, ${counts.approximate} approximate, ${counts.manual} manual, ${counts.unsupported} unsupported`,
    ...report
      .filter(({ fidelity }) => fidelity !== "exact")
      .map(({ path, fidelity, note }) => `  ${fidelity.padEnd(11)} ${path}${note ? `: ${note}` : ""}`),
  ].join("\n");
}
