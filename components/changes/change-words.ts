import type { ChangeDetail, ChangeSummary } from "@/lib/changes/change-detail.schema";
import type { ChangeBox, Exemption } from "@/lib/changes/change-names.schema";
import { kindName } from "../calls/protocol-names";
import { formatCounted } from "../format/format-count";

export const BOX_NAMES = {
  review: "Needs review",
  mine: "Mine",
  open: "Under way",
  done: "Done",
} as const satisfies Record<ChangeBox, string>;

const EXEMPT_WORDS = {
  registration: "a first version that gives nobody a right",
  program: "a program that manages this installation",
  rule: "the rules ask for no approval",
} as const satisfies Record<Exemption, string>;

/** What a change is about, in a line. */
export function itemsInWords(items: ChangeSummary["items"]): string {
  const [first] = items;
  if (!first) return "";
  const rest = items.length > 1 ? ` and ${formatCounted(items.length - 1, "other")}` : "";
  return `${itemVerb(first)} ${kindInText(first.kind)} ${first.name}${rest}`;
}

/** A kind within a sentence; abbreviations keep their letters. */
function kindInText(kind: string): string {
  return kindName(kind).replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
}

function itemVerb({ op, baseVersion }: ChangeSummary["items"][number]): string {
  if (op === "state") return "Set the state of";
  if (op === "label") return "Move a label of";
  if (op === "certify") return "Certify";
  return baseVersion === null ? "Add" : "Change";
}

/** The same where the whole item is known: a state by what is done to it. */
export function itemTitle(item: ChangeDetail["items"][number]): string {
  const verb = item.op === "state" ? stateVerb(item.after) : itemVerb(item);
  return `${verb} ${kindInText(item.kind)}`;
}

function stateVerb({ lifecycle, suspended }: ChangeDetail["items"][number]["after"]): string {
  if (suspended !== undefined) return suspended ? "Suspend" : "Resume";
  return STATE_VERBS[lifecycle as keyof typeof STATE_VERBS];
}

const STATE_VERBS = {
  draft: "Make a draft of",
  active: "Activate",
  deprecated: "Deprecate",
  retired: "Retire",
} as const;

export function exemptInWords(exempt: Exemption): string {
  return `Took effect without a review: ${EXEMPT_WORDS[exempt]}.`;
}

/** What is still missing, a line each; empty when it may take effect. */
export function lackingInWords({
  approval,
  state,
  checks,
}: Pick<ChangeDetail, "approval" | "state" | "checks">): string[] {
  if (state === "draft") return ["Its author has not handed it in yet."];
  return [
    ...approval.requirements
      .filter(({ missing }) => missing > 0)
      .map(
        ({ missing, from, domain, because }) =>
          `${formatCounted(missing, "approval")} of ${GROUPS[from](domain)}, ${becauseInWords(because)}.`,
      ),
    ...approval.blockedBy.map(({ name }) => `${name} has asked for another form of it.`),
    ...approval.failing.map((name) => failingInWords(name, checks)),
  ];
}

/** What makes it necessary is a rule by name, or what the asset is. */
function becauseInWords(because: string): string {
  return because.startsWith("the rule ") ? `by ${because}` : `because it is ${because}`;
}

function failingInWords(name: string, checks: ChangeDetail["checks"]): string {
  const held = checks.some((check) => check.name === name && check.outcome === "held");
  return held
    ? `The check “${name}” found something: whoever approves it has to say in a note why it is right all the same.`
    : `The check “${name}” has not passed.`;
}

const GROUPS = {
  reviewers: () => "a reviewer",
  owners: (domain: string) => `a steward of ${domain} or an admin`,
  admins: () => "an admin",
} as const;

/** Why the reader cannot review it; undefined when they can. */
export function whyNotReview({ mine, state, reviewDueAt }: ChangeDetail): string | undefined {
  const open = ["review", "approved", "scheduled", "canary"].includes(state) || reviewDueAt !== null;
  if (!open) return state === "draft" ? "It is a draft." : `It is ${state}.`;
  return mine.maker ? "You have written it yourself; another person has to review it." : undefined;
}
