import type { AttentionItem } from "@/lib/records/attention.schema";
import { formatCounted } from "../format/format-count";

/** An item in words, with the screen on which something can be done about it. Names are strangers' text and stay apart from the words. */
export interface AttentionWords {
  key: string;
  tone: "failed" | "waiting" | "denied";
  /** What it is about, if it has a name. */
  name?: string;
  text: string;
  /** What to do next. */
  action: string;
  href: string;
  since?: string;
}

export function attentionWords(item: AttentionItem): AttentionWords {
  switch (item.kind) {
    case "unsigned_log":
      return {
        key: item.kind,
        tone: "failed",
        text: "The audit log waits for a signed checkpoint: what happened since is on record and not yet provable.",
        action: "See the log",
        href: "/audit",
        since: item.since,
      };
    case "review":
      return {
        key: item.kind,
        tone: "waiting",
        text: `${formatCounted(item.changes, "change")} of others ${item.changes === 1 ? "waits" : "wait"} for a review.`,
        action: "Review",
        href: "/changes",
      };
    case "review_owed":
      return {
        key: `${item.kind} ${item.change}`,
        tone: "waiting",
        name: item.title,
        text: "is in force without a review and is taken back unless somebody reviews it in time.",
        action: "Review it",
        href: `/changes/${item.change}`,
      };
    case "failing":
      return {
        key: `${item.kind} ${item.assetKind}/${item.name}`,
        tone: "failed",
        name: item.name,
        text: "fails: half of its calls of the last hour, or the mesh leaves it alone for now.",
        action: "Its failed calls",
        href: callsHref({ callee: item.name, status: "failed,outcome_unknown" }),
        since: item.since,
      };
    case "suspended":
      return {
        key: `${item.kind} ${item.assetKind}/${item.name}`,
        tone: "waiting",
        name: item.name,
        text: item.reason ? `is suspended: ${item.reason}` : "is suspended.",
        action: "Look at it",
        href: `/catalog/${encodeURIComponent(item.assetKind)}/${encodeURIComponent(item.name)}`,
        since: item.since,
      };
    case "outcome_unknown":
      return {
        key: item.kind,
        tone: "waiting",
        text: `${formatCounted(item.calls, "call")} of the last day ended without it being known how. The callee may have acted.`,
        action: "Find out",
        href: callsHref({ status: item.kind, from: item.since }),
      };
    case "held":
      return {
        key: item.kind,
        tone: "waiting",
        text: `${formatCounted(item.calls, "call")} of the last day ${item.calls === 1 ? "was" : "were"} held by a policy.`,
        action: "See what was held",
        href: callsHref({ status: item.kind, from: item.since }),
      };
    case "denied":
      return {
        key: `${item.kind} ${item.caller}`,
        tone: "denied",
        name: item.caller,
        text: `was denied ${formatCounted(item.recent, "time")} in the last hour; ${usualWords(item.usual)} before.`,
        action: "Why",
        href: callsHref({ status: "denied", caller: item.caller, from: item.since }),
      };
    case "unpriced":
      return {
        key: item.kind,
        tone: "waiting",
        text: `${formatCounted(item.calls, "call")} of the last day used tokens of a model without a price: the cost is unknown.`,
        action: "Which models",
        href: "/cost?from=24h&by=callee",
      };
    case "old_key":
      return {
        key: `${item.kind} ${item.kid}`,
        tone: "waiting",
        name: item.kid,
        text: `signs (${item.purpose}) for ${formatCounted(item.days, "day")} now.`,
        action: "Rotate the key",
        href: "/settings/keys",
      };
    default:
      return item satisfies never;
  }
}

function usualWords(usual: number): string {
  return usual === 0 ? "never in the day" : `${usual.toLocaleString("en-US")} an hour in the day`;
}

function callsHref(params: Record<string, string>): string {
  return `/calls?${new URLSearchParams(params)}`;
}
