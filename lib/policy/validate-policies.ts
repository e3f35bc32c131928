import type { RegistrySnapshot } from "@/lib/registry/asset";
import { type DetailedError, type EntityUidJson, validate } from "./cedar-wasm";
import { toUid } from "./compile/compile-scope";
import { domainIssues } from "./domain-issues";
import {
  issueAt,
  issueOf,
  type ParsedPolicy,
  type PolicyIssue,
  type PolicySource,
  parsePolicies,
  refusePolicies,
} from "./parse-policies";
import { namedToolActions, readsArguments } from "./policy-reads";
import { buildSchema, type SchemaTool } from "./schema";

/** Policies that may be put in force, with what a person should still look at. */
export interface ValidatedPolicies {
  policies: readonly ParsedPolicy[];
  warnings: readonly PolicyIssue[];
}

const TOOL_ACTION = "callTool:";

/**
 * Parses the policies of one asset and validates them strictly against the registry: unknown types, attributes and actions, wrong operand types, attributes read without a test that
 * they are there, and policies that can never apply.
 * @throws MeshError `invalid_request`; its issues name each policy and line
 */
export function validatePolicies(source: PolicySource, registry: RegistrySnapshot): ValidatedPolicies {
  const policies = parsePolicies(source);
  const issues = policies.flatMap((policy) => [
    ...groupIssues(policy),
    ...argumentIssues(policy),
    ...domainIssues(policy, source, registry),
  ]);
  if (issues.length > 0) refusePolicies(source.assetName, issues);
  const answer = validate({
    schema: buildSchema(namedTools(policies, registry)),
    policies: { staticPolicies: Object.fromEntries(policies.map((policy) => [policy.id, policy.text])) },
  });
  if (answer.type === "failure")
    refusePolicies(source.assetName, answer.errors.map(toIssue(source.assetName)));
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const locate = ({ policyId, error }: { policyId: string; error: DetailedError }): PolicyIssue => {
    const policy = byId.get(policyId);
    return policy ? issueAt(policyId, policy, withoutId(policyId, error)) : toIssue(policyId)(error);
  };
  const errors = answer.validationErrors.map(locate);
  const found = answer.validationWarnings.map(locate);
  const wrong = new Set(errors.map((issue) => issue.path));
  const fatal = found.filter((issue) => FATAL.test(issue.message) && !wrong.has(issue.path));
  if (errors.length + fatal.length > 0) refusePolicies(source.assetName, unique([...errors, ...fatal]));
  return { policies, warnings: unique(found) };
}

/** A policy that can never apply is a mistake, though Cedar only warns of it. */
const FATAL = /is impossible|applicable action/;

/** The validator would say no more than that such a policy is impossible. */
function groupIssues(policy: ParsedPolicy): PolicyIssue[] {
  const { action } = policy.est;
  if (action.op !== "==" || !("entity" in action) || toUid(action.entity).id !== "callTool") return [];
  const message = 'Action::"callTool" is a group; write action in Action::"callTool" to speak of all tools';
  return [issueOf(policy, message)];
}

/** A policy on arguments must name its tools: each tool has its own arguments, and Cedar checks the policy against each. */
function argumentIssues(policy: ParsedPolicy): PolicyIssue[] {
  if (!readsArguments(policy.est)) return [];
  const { action } = policy.est;
  let named: readonly EntityUidJson[] = [];
  if (action.op !== "All" && "entity" in action) named = [action.entity];
  if (action.op === "in" && "entities" in action) named = action.entities;
  if (named.length > 0 && named.every((uid) => toUid(uid).id.startsWith(TOOL_ACTION))) return [];
  const message =
    'a policy that reads context.args must name its tools: action == Action::"callTool:<server>/<tool>", or action in a list of these';
  return [issueOf(policy, message)];
}

/** Tools that the policies name and the registry knows. The validator itself refuses the others as unknown actions. */
function namedTools(policies: readonly ParsedPolicy[], registry: RegistrySnapshot): SchemaTool[] {
  const ids = new Set(policies.flatMap((policy) => namedToolActions(policy.est)));
  return [...ids].flatMap((actionId) => {
    const id = actionId.slice(TOOL_ACTION.length);
    const slash = id.indexOf("/");
    const server = registry.find("mcp-server", id.slice(0, slash));
    const tool = server?.spec.tools.find((candidate) => candidate.name === id.slice(slash + 1));
    return slash === -1 || !tool ? [] : [{ id, inputSchema: tool.inputSchema }];
  });
}

function toIssue(path: string): (err: DetailedError) => PolicyIssue {
  return (err) => ({ path, message: err.help ? `${err.message} (${err.help})` : err.message });
}

/** The issue's path names the policy already. */
function withoutId(policyId: string, err: DetailedError): DetailedError {
  return { ...err, message: err.message.replace(`for policy \`${policyId}\`, `, "") };
}

/** Cedar reports the same finding once for each kind of principal. */
function unique(issues: readonly PolicyIssue[]): PolicyIssue[] {
  return [...new Map(issues.map((issue) => [`${issue.path} ${issue.message}`, issue])).values()];
}
