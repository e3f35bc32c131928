import type { StateRules } from "@/lib/changes/get-state-rules.schema";
import type { AssetSummary } from "@/lib/registry/list-assets.schema";

/** A change of an asset's state that can be asked for. */
export interface StateChange {
  id: "suspend" | "resume" | "deprecate" | "activate" | "retire";
  /** What the button says: what it does, or asks for. */
  label: string;
  /** What comes of it, said before it is done. */
  effect: string;
  /** What is asked of the registry. */
  change: { suspended?: boolean; lifecycle?: "active" | "deprecated" | "retired" };
  /** Calls fail because of it. */
  grave: boolean;
  /** Somebody has to approve it first. */
  waits: boolean;
}

const CHANGES = {
  suspend: {
    label: "Suspend",
    ask: "Suspend",
    effect: "Every call to it is refused within a second, on every replica, until somebody resumes it.",
    change: { suspended: true },
    grave: true,
  },
  resume: {
    label: "Resume",
    ask: "Ask to resume",
    effect: "Calls reach it again, as far as policies permit them.",
    change: { suspended: false },
    grave: false,
  },
  deprecate: {
    label: "Deprecate",
    ask: "Ask to deprecate",
    effect: "Calls still reach it. Whoever looks it up sees that it will go.",
    change: { lifecycle: "deprecated" },
    grave: false,
  },
  activate: {
    label: "Make active",
    ask: "Ask to make active",
    effect: "It counts as in service again.",
    change: { lifecycle: "active" },
    grave: false,
  },
  retire: {
    label: "Retire",
    ask: "Ask to retire",
    effect: "Calls to it are refused and nobody finds it any more. Its versions and records stay.",
    change: { lifecycle: "retired" },
    grave: true,
  },
} as const;

/** What can be done with an asset in its present state, the most urgent first. A suspension never waits. */
export function actionsFor(
  asset: Pick<AssetSummary, "suspendedReason" | "lifecycle">,
  { atOnce }: Pick<StateRules, "atOnce">,
): StateChange[] {
  const ids: StateChange["id"][] = [asset.suspendedReason === null ? "suspend" : "resume"];
  if (asset.lifecycle === "active") ids.push("deprecate");
  if (asset.lifecycle !== "active") ids.push("activate");
  if (asset.lifecycle !== "retired") ids.push("retire");
  return ids.map((id) => {
    const { label, ask, ...rest } = CHANGES[id];
    const waits = id !== "suspend" && !atOnce;
    return { id, ...rest, label: waits ? ask : label, waits };
  });
}

/** Whose approval it waits for, a sentence; empty where nobody's. */
export function needsInWords(needs: StateRules["needs"]): string {
  if (needs.length === 0) return "";
  const said = needs.map(({ from, domain, approvals }) =>
    approvals === 1 ? ONE[from](domain) : `${approvals} ${SEVERAL[from](domain)}`,
  );
  const have = needs.length === 1 && needs[0]?.approvals === 1 ? "has" : "have";
  return `It becomes a change. It can take effect once ${said.join(" and ")} ${have} approved it.`;
}

const ONE = {
  reviewers: () => "a reviewer",
  owners: (domain: string) => `a steward of ${domain} or an admin`,
  admins: () => "an admin",
} as const;
const SEVERAL = {
  reviewers: () => "reviewers",
  owners: (domain: string) => `stewards of ${domain} or admins`,
  admins: () => "admins",
} as const;
