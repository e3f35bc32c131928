import { z } from "zod";
import { policyTest } from "@/lib/registry/kinds/policy";

const effect = z.enum(["allow", "deny", "hold"]);

/** What came of one test. */
export const policyTestResult = z.object({
  /** The policy asset that the test is stored with. */
  asset: z.string(),
  name: z.string(),
  passed: z.boolean(),
  /** It fails without the change too. */
  failedBefore: z.boolean(),
  expected: effect,
  actual: effect,
  /** Ids of the policies that decided. */
  policies: z.array(z.string()),
  /** Obligations that were expected and are not there, as `redact: pii`. */
  missing: z.array(z.string()),
  /** The decision in words. */
  because: z.string(),
});
export type PolicyTestResult = z.infer<typeof policyTestResult>;

export const policyTestReport = z.object({
  /** Whether the change may be put in force as far as tests say. */
  passed: z.boolean(),
  results: z.array(policyTestResult),
});
export type PolicyTestReport = z.infer<typeof policyTestReport>;

const name = z.string().min(1).max(100);

/** A policy asset as it would be, with its tests. */
export const testedDraft = z.object({
  name,
  domain: name,
  text: z.string().min(1).max(100_000),
  guardrail: z.boolean(),
  tests: z.array(policyTest).max(200).default([]),
});
export type TestedDraft = z.infer<typeof testedDraft>;
