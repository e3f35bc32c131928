import { isMeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { type RegistrySnapshot, registryService } from "@/lib/registry/asset";
import {
  checkPolicyInput,
  type PolicyCheck,
  type PolicyFinding,
  type PolicyInWords,
  policyCheck,
} from "./check-policy.schema";
import { describePolicy } from "./describe-policy";
import { liveSources } from "./live-sources";
import { type ParsedPolicy, type PolicyIssue, type PolicySource, parsePolicies } from "./parse-policies";
import { createPolicySet } from "./policy-set";
import { lineAt } from "./split-policies";
import type { TestedDraft } from "./tests/policy-tests.schema";
import { runPolicyTests } from "./tests/run-policy-tests";
import { validatePolicies } from "./validate-policies";

/** Says whether a policy could be put in force as it is written: what is wrong and where, what it says in words, and whether tests hold. Changes nothing. */
export const checkPolicy = operation({ permission: "catalog:read" })
  .route({
    method: "POST",
    path: "/policies/check",
    summary: "Check a policy without saving it",
    tags: ["policies"],
  })
  .input(checkPolicyInput)
  .output(policyCheck)
  .handler(async ({ input, context }) => checkDraft(context.services.get(registryService).current(), input));

/** The check of one policy asset beside all others in force: for the editor and for change requests. */
export function checkDraft(registry: RegistrySnapshot, draft: TestedDraft): PolicyCheck {
  const { name: assetName, text, guardrail, domain } = draft;
  const source: PolicySource = { assetName, text, guardrail, domain };
  const findings: PolicyFinding[] = [];
  const note = (severity: PolicyFinding["severity"], issues: readonly PolicyIssue[]) =>
    findings.push(...issues.map((issue) => findingOf(severity, text, issue)));
  attempt(
    () => {
      note("warning", validatePolicies(source, registry).warnings);
      const others = liveSources(registry).filter((other) => other.assetName !== assetName);
      createPolicySet([...others, source]);
    },
    (issues) => note("error", issues),
  );
  const broken = findings.some(({ severity }) => severity === "error");
  const tests = broken ? null : runPolicyTests(registry, [draft]);
  return { ok: tests?.passed ?? false, findings, policies: inWords(source), tests };
}

/** @throws what is no matter of the text */
function attempt(run: () => void, onIssues: (issues: readonly PolicyIssue[]) => void): void {
  try {
    run();
  } catch (err) {
    if (!isMeshError(err) || err.code !== "invalid_request" || !err.issues) throw err;
    onIssues(err.issues);
  }
}

function findingOf(severity: PolicyFinding["severity"], text: string, issue: PolicyIssue): PolicyFinding {
  const from = Math.min(issue.at?.from ?? 0, text.length);
  const to = Math.min(Math.max(issue.at?.to ?? from, from), text.length);
  return {
    severity,
    path: issue.path,
    message: issue.message.replace(/^line \d+: /, ""),
    line: lineAt(text, from),
    column: from - (text.lastIndexOf("\n", from - 1) + 1) + 1,
    from,
    to,
  };
}

/** Also of a text that breaks a rule of the mesh, as long as Cedar can read it. */
function inWords(source: PolicySource): PolicyInWords[] {
  let parsed: ParsedPolicy[] = [];
  attempt(
    () => {
      parsed = parsePolicies(source);
    },
    () => undefined,
  );
  return parsed.map((policy) => ({
    id: policy.id,
    line: policy.line,
    from: policy.offset,
    effect: policy.effect,
    title: policy.annotations.title || null,
    ...describePolicy(policy),
  }));
}
