import { z } from "zod";
import { boundPart, CERTIFIED_KINDS } from "../certification/certification.schema";
import { assetReference, nameReference } from "../kinds/reference";
import { CASE_OUTCOMES } from "./judge";

const count = z.number().int().min(0).max(10_000);

export const caseResult = z.object({
  /** Of the item of the dataset, or of the example. */
  id: z.string().min(1).max(200),
  outcome: z.enum(CASE_OUTCOMES),
  /** Why, in a few words. */
  note: z.string().max(500).optional(),
});

/** What a runner tells of one run. Whether it passes is not among it: the mesh computes that. */
export const recordSuiteResultInput = z
  .object({
    /** `safety`, `safety@production`, `safety@3` or `safety@sha256:...`: the version that was run. */
    suite: nameReference,
    /** What it was run on: `agent/clerk`, `agent/clerk@4`, `model/chat@sha256:...`. A bare name is the version in traffic. */
    subject: assetReference,
    /** How many cases ended how; or `cases`. */
    counts: z.object({ passed: count, failed: count, errors: count.default(0) }).optional(),
    /** How each case ended; or `counts`. */
    cases: z.array(caseResult).min(1).max(10_000).optional(),
    /** A measure of the runner's own, shown beside the counts. */
    score: z.number().min(-1e9).max(1e9).optional(),
    /** When the run ended. */
    ranAt: z.iso.datetime({ offset: true }),
    /** What ran it, such as the name of a job. */
    runner: z.string().trim().min(1).max(200),
    /** Where the run can be looked at. */
    link: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    /** Traces of the run's calls through the mesh. Each must have reached exactly this version. */
    traces: z
      .array(z.string().regex(/^[0-9a-f]{32}$/, "A trace id: 32 hex digits."))
      .max(20)
      .optional(),
  })
  .refine(({ counts, cases }) => (counts === undefined) !== (cases === undefined), {
    path: ["counts"],
    message: "Tell either counts or cases.",
  });
export type RecordSuiteResultInput = z.infer<typeof recordSuiteResultInput>;

const versioned = z.object({
  name: z.string(),
  version: z.number().int(),
  /** SHA-256 of the version's canonical JSON in hex. */
  digest: z.string(),
});

/** One run of a suite on one version of an asset. */
export const suiteResult = z.object({
  id: z.uuid(),
  suite: versioned.extend({
    /** Whether this is the version in force. */
    live: z.boolean(),
  }),
  subject: versioned.extend({ kind: z.string(), live: z.boolean() }),
  /** As the suite's version demands. */
  verdict: z.enum(["passed", "failed"]),
  passed: z.number().int(),
  failed: z.number().int(),
  errors: z.number().int(),
  /** Share of the cases that had to pass, from 0 to 1. */
  passAt: z.number(),
  score: z.number().nullable(),
  ranAt: z.iso.datetime(),
  runner: z.string(),
  link: z.string().nullable(),
  traces: z.array(z.string()),
  /** Calls of these traces that reached exactly this version; null without traces. */
  provingCalls: z.number().int().nullable(),
  recordedBy: z.object({ /** `kind:id` */ ref: z.string(), name: z.string() }),
  recordedAt: z.iso.datetime(),
});
export type SuiteResult = z.infer<typeof suiteResult>;

export const recordedResult = z.object({
  id: z.uuid(),
  verdict: suiteResult.shape.verdict,
  /** Share of the cases that passed, from 0 to 1. */
  share: z.number(),
  passAt: z.number(),
  suite: versioned,
  subject: versioned.extend({ kind: z.string() }),
  /** False when exactly this was recorded before. */
  recorded: z.boolean(),
  /** The entry on record; null when nothing changed. */
  entryId: z.uuid().nullable(),
});

const SUBJECT = /^(agent|mcp-server|model|prompt)\/[a-z0-9][a-z0-9._-]{0,99}$/;

export const listSuiteResultsInput = z.object({
  /** Name of a suite. */
  suite: z.string().min(1).max(100).optional(),
  /** What was evaluated, as `kind/name`. */
  subject: z
    .string()
    .max(150)
    .regex(SUBJECT, `kind/name with one of the kinds ${CERTIFIED_KINDS.join(", ")}`)
    .optional(),
  verdict: suiteResult.shape.verdict.optional(),
  /** Only what comes after the result of this id. */
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const listSuiteResultsOutput = z.object({
  /** The latest run first. */
  items: z.array(suiteResult),
  /** `before` of the next page; null where there is none. */
  next: z.uuid().nullable(),
});
export type ListSuiteResultsOutput = z.infer<typeof listSuiteResultsOutput>;

export const suiteResultRef = z.object({ id: z.uuid() });

export const suiteResultDetail = suiteResult.extend({
  /** Null where only counts were told. */
  cases: z.array(caseResult).nullable(),
  /** What the verdict rests on: the suite with its cases and judges, and the version with what it names. */
  basis: z.array(boundPart),
  bound: z.array(boundPart),
});
export type SuiteResultDetail = z.infer<typeof suiteResultDetail>;
