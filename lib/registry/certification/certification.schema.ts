import { z } from "zod";

/** The kinds that can be certified: what is called, and what is in it. */
export const CERTIFIED_KINDS = ["agent", "mcp-server", "model", "prompt"] as const;

/** Something that a certificate is bound to. */
export const boundPart = z.object({
  kind: z.string(),
  name: z.string(),
  /** A tool of an MCP server; `*` for all of its tools; null for the asset as a whole. */
  part: z.string().nullable(),
  /** How it is named where it is used: `summary@production`. */
  reference: z.string(),
  /** Null where there is no such thing. */
  version: z.number().int().nullable(),
  /** SHA-256 in hex; null where there is no such thing. */
  digest: z.string().nullable(),
  /** False while it is suspended, a draft or retired. */
  inUse: z.boolean(),
});
export type BoundPart = z.infer<typeof boundPart>;

export const CONDITION_IDS = ["signature", "owner", "scan", "suites", "review", "use"] as const;
export type ConditionId = (typeof CONDITION_IDS)[number];
export const CONDITION_STATES = ["holds", "fails", "not_required"] as const;

/** One thing that a certificate depends on. */
export const condition = z.object({
  id: z.enum(CONDITION_IDS),
  state: z.enum(CONDITION_STATES),
  /** What was found, a sentence. Names in it can be a stranger's. */
  words: z.string(),
  /** What would make it hold; null where it does. */
  remedy: z.string().nullable(),
});
export type Condition = z.infer<typeof condition>;

/** The latest run of a demanded suite. */
const latestRun = z.object({
  id: z.uuid(),
  verdict: z.enum(["passed", "failed"]),
  /** Whether the condition reads it: it is of exactly what stands here now. */
  counts: z.boolean(),
  passed: z.number().int(),
  total: z.number().int(),
  passAt: z.number(),
  ranAt: z.iso.datetime(),
  runner: z.string(),
  link: z.string().nullable(),
  recordedBy: z.string(),
});

/** A suite that has to pass. */
export const demandedSuite = z.object({
  /** As it is asked for: `safety@production`. */
  reference: z.string(),
  name: z.string(),
  /** The version in force; null where there is none. */
  version: z.number().int().nullable(),
  /** `none` without a run that counts. */
  state: z.enum(["passed", "failed", "none"]),
  /** Why no run counts; null where one does or there never was one. */
  why: z.string().nullable(),
  /** Who asks for it. */
  askedBy: z.array(z.enum(["rule", "itself"])),
  latest: latestRun.nullable(),
});
export type DemandedSuiteView = z.infer<typeof demandedSuite>;

export const certificateView = z.object({
  id: z.uuid(),
  state: z.enum(["valid", "suspended"]),
  version: z.number().int(),
  digest: z.string(),
  bound: z.array(boundPart),
  reasons: z.array(z.string()),
  issuedBy: z.string(),
  issuedAt: z.iso.datetime(),
  since: z.iso.datetime(),
  /** The change request that asks for the next one. */
  change: z.number().int().nullable(),
});

export const certificationRef = z.object({
  kind: z.enum(CERTIFIED_KINDS),
  name: z.string().min(1).max(100),
});

export const certification = z.object({
  kind: z.string(),
  name: z.string(),
  /** `none` where there never was a certificate. */
  state: z.enum(["valid", "suspended", "none"]),
  /** As they are now. */
  conditions: z.array(condition),
  /** Suites that have to pass, with what came of them. */
  suites: z.array(demandedSuite),
  /** What a certificate would be bound to now. */
  bound: z.array(boundPart),
  /** Newest first. */
  certificates: z.array(certificateView),
});

export const issuedCertificate = z.object({
  kind: z.string(),
  name: z.string(),
  version: z.number().int(),
  /** False when the certificate was valid already. */
  issued: z.boolean(),
  conditions: z.array(condition),
  /** The entry on record; null when nothing changed. */
  entryId: z.uuid().nullable(),
});
export type IssuedCertificate = z.infer<typeof issuedCertificate>;
