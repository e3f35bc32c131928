import { MeshError } from "@/lib/core/errors";
import {
  type Annotations,
  checkParsePolicySet,
  type DetailedError,
  type PolicyJson,
  policyToJson,
} from "./cedar-wasm";
import { lineAt, offsetAtByte, type PolicyText, splitPolicies } from "./split-policies";

/** The text of one policy asset. */
export interface PolicySource {
  assetName: string;
  text: string;
  /** Holds for the whole organisation and may only forbid. */
  guardrail: boolean;
  /**
   * The domain whose steward wrote it. Its permits then count only for resources of that domain, its forbids only where the caller or the resource belongs
   * to it. Undefined: the whole mesh. A guardrail always holds for the whole mesh.
   */
  domain?: string | undefined;
}

export interface ParsedPolicy extends PolicyText {
  /** From `@id`, else `<asset>#<n>` with n from 1. */
  id: string;
  assetName: string;
  effect: "permit" | "forbid";
  annotations: Readonly<Record<string, string>>;
  /** Cedar's JSON form. Longs beyond 2^53 are rounded in it; `text` is exact. */
  est: PolicyJson;
}

export interface PolicyIssue {
  path: string;
  message: string;
  /** Where in the asset's text, in characters. */
  at?: { from: number; to: number };
}

/** Obligations that a permit can carry. On a forbid only `@approval` can take effect, by lifting it; the others are refused there. */
export const OBLIGATION_ANNOTATIONS = ["requires", "approval", "redact", "binding"] as const;

const MAX_ISSUES = 50;

/**
 * Parses the policies of one asset.
 * @throws MeshError `invalid_request`; its issues name the policy (or the asset, where the text cannot be cut into policies) and the line
 */
export function parsePolicies(source: PolicySource): ParsedPolicy[] {
  refuseHiddenOrder(source);
  const checked = checkParsePolicySet({ staticPolicies: source.text });
  if (checked.type === "failure") {
    refusePolicies(
      source.assetName,
      checked.errors.map((err) => issueAt(source.assetName, { text: source.text, line: 1, offset: 0 }, err)),
    );
  }
  const issues: PolicyIssue[] = [];
  const policies = splitPolicies(source.text).map((piece, index) => parseOne(source, piece, index, issues));
  const seen = new Set<string>();
  for (const policy of policies) {
    if (seen.has(policy.id)) issues.push(issueOf(policy, "the id is used twice"));
    seen.add(policy.id);
    issues.push(...ruleIssues(source, policy));
  }
  if (policies.length === 0) issues.push({ path: source.assetName, message: "there is no policy in it" });
  if (issues.length > 0) refusePolicies(source.assetName, issues);
  return policies;
}

/** Characters that make text read in another order than it compiles would let a reviewer approve what is not there (Trojan Source, CVE-2021-42574). */
function refuseHiddenOrder({ assetName, text }: PolicySource): void {
  const at = text.search(/[\u202a-\u202e\u2066-\u2069]/u);
  if (at === -1) return;
  const message = `line ${lineAt(text, at)}: a bidirectional control character hides the real order of the text`;
  refusePolicies(assetName, [{ path: assetName, message, at: { from: at, to: at + 1 } }]);
}

/** @throws MeshError `invalid_request` with the issues, at most 50 of them */
export function refusePolicies(assetName: string, issues: readonly PolicyIssue[]): never {
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  throw new MeshError(
    "invalid_request",
    `The policies of ${assetName} are not valid: ${first?.path}: ${first?.message}${more}`,
    { issues: issues.slice(0, MAX_ISSUES) },
  );
}

/** An error of the library as an issue, with the place where it says one. */
export function issueAt(path: string, { text, line, offset }: PolicyText, err: DetailedError): PolicyIssue {
  const at = err.sourceLocations?.[0];
  const from = at ? offsetAtByte(text, at.start) : 0;
  const to = at ? offsetAtByte(text, at.end) : firstLineOf(text);
  const hint = err.help ?? at?.label;
  return {
    path,
    message: `line ${line + lineAt(text, from) - 1}: ${err.message}${hint ? ` (${hint})` : ""}`,
    at: { from: offset + from, to: offset + to },
  };
}

export function issueOf(
  { id, line, offset, text }: Pick<ParsedPolicy, "id" | "line" | "offset" | "text">,
  message: string,
): PolicyIssue {
  return {
    path: id,
    message: `line ${line}: ${message}`,
    at: { from: offset, to: offset + firstLineOf(text) },
  };
}

function firstLineOf(text: string): number {
  const end = text.indexOf("\n");
  return end === -1 ? text.length : end;
}

function parseOne(
  source: PolicySource,
  piece: PolicyText,
  index: number,
  issues: PolicyIssue[],
): ParsedPolicy {
  const generatedId = `${source.assetName}#${index + 1}`;
  const parsed = policyToJson(piece.text);
  if (parsed.type === "failure") {
    issues.push(...parsed.errors.map((err) => issueAt(generatedId, piece, err)));
    refusePolicies(source.assetName, issues);
  }
  const annotations = readAnnotations(parsed.json.annotations);
  return {
    id: annotations.id || generatedId,
    assetName: source.assetName,
    ...piece,
    effect: parsed.json.effect,
    annotations,
    est: parsed.json,
  };
}

/** An annotation without a value is the empty text in Cedar. */
function readAnnotations(json: Annotations | undefined): Record<string, string> {
  const entries = Object.entries(json ?? {}) as [string, string | null][];
  return Object.fromEntries(entries.map(([key, value]) => [key, value ?? ""]));
}

/** Rules of the mesh on top of Cedar's. */
function ruleIssues(source: PolicySource, policy: ParsedPolicy): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (source.guardrail && policy.effect !== "forbid")
    issues.push(issueOf(policy, "a guardrail may only forbid; this policy permits"));
  for (const kind of OBLIGATION_ANNOTATIONS) {
    const value = policy.annotations[kind];
    if (value === undefined) continue;
    if (value === "") issues.push(issueOf(policy, `@${kind} needs a value`));
    if (policy.effect === "forbid" && kind !== "approval")
      issues.push(issueOf(policy, `@${kind} belongs on a permit; a forbid can only have @approval`));
  }
  if (policy.annotations.id === "") issues.push(issueOf(policy, "@id needs a value"));
  return issues;
}
