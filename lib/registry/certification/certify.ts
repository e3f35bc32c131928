import type { BoundPart, Condition, ConditionId } from "./certification.schema";
import type { CertificationRule } from "./certification-rule";

/** What a card's signature says now; null for what has no card. */
export type SignatureFact =
  | { state: "none" | "unverified" | "invalid" | "other_key" }
  | { state: "verified"; kid: string; keySource: string };

/** Who has looked at what a certificate would be for. */
export type ReviewFact = { change: number; by: "person" | "program" };

/** Everything that a certificate depends on, as it is at one moment. */
export interface CertificationFacts {
  domain: string;
  signature: SignatureFact | null;
  /** Who answers for the domain, in words; undefined for nobody. */
  owner: string | undefined;
  /** Severe findings, a sentence each. */
  severe: readonly string[];
  rule: CertificationRule;
  /** Suites that must pass, with what came of them; undefined without a result that counts, and why there is none. */
  suites: readonly { name: string; passed: boolean | undefined; why?: string | undefined }[];
  review: ReviewFact | undefined;
  bound: readonly BoundPart[];
  /** Tools whose definitions differ from the pinned ones, as `server/tool`. */
  drifted: readonly string[];
}

/**
 * Whether an asset is certified, condition by condition. Nobody ticks them: they follow from what is on record.
 */
export function certify(facts: CertificationFacts): Condition[] {
  return [
    signatureOf(facts),
    ownerOf(facts),
    scanOf(facts),
    suitesOf(facts),
    reviewOf(facts),
    usageOf(facts),
  ];
}

/** A certificate needs every condition that is required. */
export function isCertified(conditions: readonly Condition[]): boolean {
  return conditions.every(({ state }) => state !== "fails");
}

function signatureOf({ signature, rule }: CertificationFacts): Condition {
  const id = "signature";
  if (signature === null) return free(id, "It has no card that could be signed.");
  switch (signature.state) {
    case "verified":
      return holds(id, `Its card is signed by ${signature.kid}, whose key is from ${signature.keySource}.`);
    case "none":
      if (rule.unsigned) return free(id, `Its card is not signed; ${because(rule)} accepts that.`);
      return fails(
        id,
        "Its card is not signed: whoever controls its address controls what it says.",
        "Have its vendor sign the card and register it again, or let a review rule accept cards without a signature.",
      );
    case "unverified":
      return fails(
        id,
        "The key that its card is signed with could not be read.",
        "See that the address of the key set answers, and ask again.",
      );
    case "invalid":
      return fails(id, "None of its card's signatures holds.", "Register the agent again from its card.");
    case "other_key":
      return fails(
        id,
        "Its card is signed with another key than the one it was registered with.",
        "Find out why the key has changed, then register the agent again and take the new key.",
      );
    default:
      return signature satisfies never;
  }
}

function ownerOf({ owner, domain }: CertificationFacts): Condition {
  if (owner !== undefined) return holds("owner", `${owner} answers for ${domain}.`);
  return fails(
    "owner",
    `Nobody answers for the domain ${domain}.`,
    `Make somebody a steward of ${domain}, or name a contact for it.`,
  );
}

function scanOf({ severe }: CertificationFacts): Condition {
  if (severe.length === 0) return holds("scan", "Scans find nothing severe in it.");
  return fails(
    "scan",
    `Scans find ${severe.length === 1 ? "something severe" : `${severe.length} severe things`}: ${severe.slice(0, 3).join(" ")}`,
    "Have what was found taken out, and register it again.",
  );
}

function suitesOf({ suites }: CertificationFacts): Condition {
  const id = "suites";
  if (suites.length === 0) return free(id, "Neither a review rule nor the asset itself asks for a suite.");
  const none = suites.filter(({ passed }) => passed === undefined);
  const missing = none.map(({ name }) => name);
  const failed = suites.filter(({ passed }) => passed === false).map(({ name }) => name);
  if (missing.length === 0 && failed.length === 0) {
    return holds(id, `It passes ${suites.map(({ name }) => name).join(", ")}.`);
  }
  const said = [
    ...(missing.length > 0 ? [`There is no result of ${missing.join(", ")} for exactly this version.`] : []),
    ...none.flatMap(({ name, why }) => (why ? [missing.length > 1 ? `${name}: ${why}` : why] : [])),
    ...(failed.length > 0 ? [`It does not pass ${failed.join(", ")}.`] : []),
  ];
  return fails(
    id,
    said.join(" "),
    "Run the suite on this version and record its result, or change what asks for it.",
  );
}

function reviewOf({ review, rule }: CertificationFacts): Condition {
  const id = "review";
  if (review?.by === "person")
    return holds(id, `A person has approved exactly this in change ${review.change}.`);
  if (review?.by === "program" && rule.programs) {
    return holds(id, `A program put this in force in change ${review.change}; ${because(rule)} counts that.`);
  }
  return fails(
    id,
    "No person has approved exactly this version with what it is bound to.",
    "Ask for the certificate in a change request and have somebody else approve it.",
  );
}

function usageOf({ bound, drifted }: CertificationFacts): Condition {
  const gone = bound.filter(({ digest }) => digest === null).map(nameOf);
  const idle = bound.filter(({ digest, inUse }) => digest !== null && !inUse).map(nameOf);
  const said = [
    ...(gone.length > 0 ? [`There is no ${gone.join(", no ")}.`] : []),
    ...(idle.length > 0 ? [`Not in use: ${idle.join(", ")}.`] : []),
    ...(drifted.length > 0 ? [`No longer as it was approved: ${drifted.join(", ")}.`] : []),
  ];
  if (said.length === 0) return holds("use", "It is in use, and so is everything that it names.");
  return fails("use", said.join(" "), "Put it in use again, or take it out of what the asset names.");
}

/** A part in words: `prompt summary@production`, `tool mail/send`. */
export function nameOf({ kind, name, part, reference }: BoundPart): string {
  if (part === "*") return `tools of ${name}`;
  return part === null ? `${kind} ${reference}` : `tool ${name}/${part}`;
}

function because({ from }: CertificationRule): string {
  return from.length > 0 ? `the rule ${from.join(" and ")}` : "no rule";
}

const holds = (id: ConditionId, words: string): Condition => ({ id, state: "holds", words, remedy: null });
const free = (id: ConditionId, words: string): Condition => ({
  id,
  state: "not_required",
  words,
  remedy: null,
});
const fails = (id: ConditionId, words: string, remedy: string): Condition => ({
  id,
  state: "fails",
  words,
  remedy,
});
