import { z } from "zod";

/** How well a field came over. `manual`: somebody has to do something; the note says what. */
export const FIDELITIES = ["exact", "approximate", "manual", "unsupported"] as const;
export type Fidelity = (typeof FIDELITIES)[number];

export const CONFLICTS = ["skip", "update", "rename", "fail"] as const;
export const IMPORT_FORMATS = [
  "a2a-card",
  "server-json",
  "mcp-servers",
  "openapi",
  "litellm",
  "agentgateway",
  "contextforge",
  "oasf",
  "solace-agent-mesh",
] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

const MOST_CHARS = 900_000;

export const importInput = z.object({
  /** The file, JSON or YAML. */
  text: z.string().min(1).max(MOST_CHARS),
  /** Found out from the file when missing. */
  format: z.enum(IMPORT_FORMATS).optional(),
  /** Whom the assets will belong to. */
  domain: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/),
  /** What happens to an asset whose name is taken. */
  onConflict: z.enum(CONFLICTS).default("fail"),
  /** Only say what would happen. */
  dryRun: z.boolean().default(true),
});
export type ImportInput = z.output<typeof importInput>;

const reportLine = z.object({
  /** Where in the file. */
  path: z.string(),
  fidelity: z.enum(FIDELITIES),
  /** What became of it. */
  to: z.string(),
  note: z.string(),
});
export type ReportLine = z.infer<typeof reportLine>;

const importedAsset = z.object({
  kind: z.string(),
  name: z.string(),
  title: z.string(),
  /** What happens to it. */
  action: z.enum(["create", "update", "skip"]),
  /** `planned` in a dry run. */
  outcome: z.enum(["planned", "applied", "review", "unchanged", "skipped", "failed"]),
  /** Number of its change request. */
  change: z.number().int().nullable(),
  problems: z.array(z.string()),
});
export type ImportedAssetAnswer = z.infer<typeof importedAsset>;

export const importOutput = z.object({
  format: z.enum(IMPORT_FORMATS),
  dryRun: z.boolean(),
  assets: z.array(importedAsset),
  /** Every field of the file. */
  report: z.array(reportLine),
  counts: z.object({
    exact: z.number().int(),
    approximate: z.number().int(),
    manual: z.number().int(),
    unsupported: z.number().int(),
  }),
});
export type ImportOutput = z.infer<typeof importOutput>;
