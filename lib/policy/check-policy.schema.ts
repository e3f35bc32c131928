import { z } from "zod";
import { policyTestReport, testedDraft } from "./tests/policy-tests.schema";

/** Length does not matter while something is being written: an empty text is an answer too. */
export const checkPolicyInput = testedDraft.extend({ text: z.string().max(100_000) });

/** Something that is wrong, or worth a look. Places are characters of the text. */
export const policyFinding = z.object({
  severity: z.enum(["error", "warning"]),
  /** The policy's id, or the asset's name. */
  path: z.string(),
  message: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  from: z.number().int(),
  to: z.number().int(),
});
export type PolicyFinding = z.infer<typeof policyFinding>;

export const policyInWords = z.object({
  id: z.string(),
  line: z.number().int(),
  from: z.number().int(),
  effect: z.enum(["permit", "forbid"]),
  title: z.string().nullable(),
  sentence: z.string(),
  conditions: z.array(z.object({ kind: z.enum(["when", "unless"]), text: z.string() })),
  asksFor: z.array(z.string()),
});
export type PolicyInWords = z.infer<typeof policyInWords>;

export const policyCheck = z.object({
  /** Whether it may be put in force: no errors, and no test that it breaks. */
  ok: z.boolean(),
  findings: z.array(policyFinding),
  /** The policies in words; empty while the text cannot be parsed. */
  policies: z.array(policyInWords),
  /** Null while the text has errors. */
  tests: policyTestReport.nullable(),
});
export type PolicyCheck = z.infer<typeof policyCheck>;
