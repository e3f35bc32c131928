import type { ChangeCheckRow } from "@/db/queries/change-reviews";
import { isMeshError } from "@/lib/core/errors";
import { hiddenCharacters } from "@/lib/core/hidden-characters";
import type { Services } from "@/lib/core/services";
import { parsePolicies } from "@/lib/policy/parse-policies";
import { policyValidatorService } from "@/lib/policy/policy-validator";
import type { TestedDraft } from "@/lib/policy/tests/policy-tests.schema";
import { runPolicyTests } from "@/lib/policy/tests/run-policy-tests";
import { comesBack } from "@/lib/registry/assert-comes-back";
import { registryService } from "@/lib/registry/asset";
import { policySpec } from "@/lib/registry/kinds/policy";
import type { ChangeItem } from "./change-item.schema";
import { scanItem } from "./scan-item";

export type CheckResult = Omit<ChangeCheckRow, "changeId" | "contentHash" | "at">;

interface Found {
  failed: string[];
  noted: string[];
  /** What a reviewer may lift by approving with a reason. */
  held?: string[];
}

/** Looks at the items and says what it found, a sentence each. A required check that fails keeps the change from taking effect. */
interface Check {
  name: string;
  required: boolean;
  /** @returns undefined when the check does not concern these items */
  run(items: readonly ChangeItem[], services: Services): Found | undefined;
}

/** Every check, in the order in which they are shown. */
const CHECKS: readonly Check[] = [
  { name: "Policies are valid", required: true, run: checkPolicies },
  { name: "Tests of policies pass", required: true, run: checkPolicyTests },
  { name: "Nothing is hidden", required: true, run: checkHidden },
  { name: "Scans find nothing severe", required: true, run: checkScans },
];

export function runChecks(items: readonly ChangeItem[], services: Services): CheckResult[] {
  return CHECKS.flatMap(({ name, required, run }) => {
    const found = run(items, services);
    if (!found) return [];
    const { failed, noted, held = [] } = found;
    const outcome =
      failed.length > 0 ? "failed" : held.length > 0 ? "held" : noted.length > 0 ? "noted" : "passed";
    return [{ name, required, outcome, findings: [...failed, ...held, ...noted] }];
  });
}

function checkPolicies(items: readonly ChangeItem[], services: Services) {
  const policies = policiesAsAsked(items, services);
  if (policies.length === 0) return undefined;
  const failed = sharedIds(policies);
  const noted: string[] = [];
  for (const { name, domain, text, guardrail } of policies) {
    try {
      noted.push(
        ...services.get(policyValidatorService).validate({ assetName: name, domain, text, guardrail }),
      );
    } catch (err) {
      if (!isMeshError(err) || err.code !== "invalid_request") throw err;
      const issues = err.issues?.map(({ path, message }) => `${path}: ${message}`) ?? [];
      failed.push(...(issues.length > 0 ? issues : [err.message]));
    }
  }
  return { failed, noted };
}

/** Ids that two policies of one change have: each alone would fit beside what is in force. */
function sharedIds(policies: readonly TestedDraft[]): string[] {
  const assetById = new Map<string, string>();
  return policies.flatMap(({ name, text }) =>
    idsIn(name, text).flatMap((id) => {
      const other = assetById.get(id);
      assetById.set(id, name);
      return other === undefined || other === name ? [] : [`${id}: both ${other} and ${name} use this id`];
    }),
  );
}

/** None of a text that does not parse: the validator says why. */
function idsIn(assetName: string, text: string): string[] {
  try {
    return parsePolicies({ assetName, text, guardrail: false }).map(({ id }) => id);
  } catch (err) {
    if (isMeshError(err)) return [];
    throw err;
  }
}

/** Policies that a change puts in force, written anew or brought back as they were. */
function policiesAsAsked(items: readonly ChangeItem[], services: Services): TestedDraft[] {
  const registry = services.get(registryService).current();
  return items.flatMap(({ kind, name, domain, op, body }) => {
    if (kind !== "policy") return [];
    const known = op === "state" && comesBack(body) ? registry.find("policy", name)?.spec : undefined;
    const spec = op === "put" ? policySpec.parse(body.spec) : known;
    if (!spec) return [];
    const { text, guardrail, tests = [] } = spec;
    return [{ name, domain, text, guardrail, tests: [...tests] }];
  });
}

/** What of a change's policies would keep the whole set from loading. */
export function policyFaults(items: readonly ChangeItem[], services: Services): string[] {
  return checkPolicies(items, services)?.failed ?? [];
}

/** Tests that are stored with policies, of these and of all others in force. */
function checkPolicyTests(items: readonly ChangeItem[], services: Services) {
  const policies = items.filter(({ kind }) => kind === "policy");
  if (policies.length === 0) return undefined;
  const drafts = policiesAsAsked(items, services);
  const removed = policies.flatMap((item) => (item.op === "state" && leaves(item.body) ? [item.name] : []));
  const report = attemptTests(services, drafts, removed);
  if (!report || report.results.length === 0) return undefined;
  const failing = report.results.filter(({ passed }) => !passed);
  const said = ({ asset, name, expected, actual }: (typeof failing)[number]) =>
    `${asset}: “${name}” expects ${expected}, but the answer is ${actual}.`;
  return {
    failed: failing.filter(({ failedBefore }) => !failedBefore).map(said),
    noted: failing
      .filter(({ failedBefore }) => failedBefore)
      .map((one) => `${said(one)} It fails today too.`),
  };
}

/** Undefined where the policies do not compile: another check says so. */
function attemptTests(services: Services, ...change: [readonly TestedDraft[], readonly string[]]) {
  try {
    return runPolicyTests(services.get(registryService).current(), ...change);
  } catch (err) {
    if (isMeshError(err) && err.code === "invalid_request") return undefined;
    throw err;
  }
}

function leaves({
  lifecycle,
  suspended,
}: {
  lifecycle?: string | undefined;
  suspended?: boolean | undefined;
}) {
  return suspended === true || lifecycle === "retired" || lifecycle === "draft";
}

/** Pictures joined into one by zero-width joiners are seen as what they are (Unicode UTS 51). */
const JOINED_EMOJI = /\p{Extended_Pictographic}\uFE0F?(?:\u200D\p{Extended_Pictographic}\uFE0F?)+/gu;

/** Characters that a reader does not see but a model reads (invisible ones, changes of direction). */
function checkHidden(items: readonly ChangeItem[]) {
  const puts = items.flatMap((item) => (item.op === "put" ? [item] : []));
  if (puts.length === 0) return undefined;
  const failed = puts.flatMap(({ kind, name, body }) => {
    const text = (JSON.stringify(body.spec) + JSON.stringify(body.head)).replaceAll(JOINED_EMOJI, "");
    const found = hiddenCharacters(text);
    return found.length > 0 ? [`${kind} ${name} holds ${found.join(", ")}.`] : [];
  });
  return { failed, noted: [] };
}

/** Orders to models, codes, look-alike names, keys, tools in the way of others. Invisible characters have a check of their own, which nobody lifts. */
function checkScans(items: readonly ChangeItem[], services: Services) {
  const registry = services.get(registryService).current();
  const puts = items.flatMap((item) => (item.op === "put" ? [item] : []));
  if (puts.length === 0) return undefined;
  const found = puts.flatMap((item) =>
    scanItem(item, registry)
      .filter(({ code }) => code !== "invisible_characters")
      .map(({ severity, path, excerpt, message }) => ({
        severity,
        said: `${item.kind} ${item.name}, ${path}: ${message} “${excerpt}”`,
      })),
  );
  const saidOf = (severity: string) =>
    found.filter((one) => one.severity === severity).map(({ said }) => said);
  return {
    failed: [],
    held: saidOf("severe").slice(0, MAX_FINDINGS),
    noted: saidOf("notable").slice(0, MAX_FINDINGS),
  };
}

const MAX_FINDINGS = 50;
