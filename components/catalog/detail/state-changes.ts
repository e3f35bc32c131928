import type { AssetSummary } from "@/lib/registry/list-assets.schema";

/** A change of an asset's state that can be asked for. */
export interface StateChange {
  id: "suspend" | "resume" | "deprecate" | "activate" | "retire";
  label: string;
  /** What it does, said before it is done. */
  effect: string;
  /** What is asked of the registry. */
  change: { suspended?: boolean; lifecycle?: "active" | "deprecated" | "retired" };
  /** Calls fail at once because of it. */
  grave: boolean;
}

const CHANGES = {
  suspend: {
    label: "Suspend",
    effect: "Every call to it is refused within a second, on every replica, until somebody resumes it.",
    change: { suspended: true },
    grave: true,
  },
  resume: {
    label: "Resume",
    effect: "Calls reach it again, as far as policies permit them.",
    change: { suspended: false },
    grave: false,
  },
  deprecate: {
    label: "Deprecate",
    effect: "Calls still reach it. Whoever looks it up sees that it will go.",
    change: { lifecycle: "deprecated" },
    grave: false,
  },
  activate: {
    label: "Make active",
    effect: "It counts as in service again.",
    change: { lifecycle: "active" },
    grave: false,
  },
  retire: {
    label: "Retire",
    effect: "Calls to it are refused and nobody finds it any more. Its versions and records stay.",
    change: { lifecycle: "retired" },
    grave: true,
  },
} as const satisfies Record<StateChange["id"], Omit<StateChange, "id">>;

/** What can be done with an asset in its present state, the most urgent first. */
export function actionsFor(asset: Pick<AssetSummary, "suspendedReason" | "lifecycle">): StateChange[] {
  const ids: StateChange["id"][] = [asset.suspendedReason === null ? "suspend" : "resume"];
  if (asset.lifecycle === "active") ids.push("deprecate");
  if (asset.lifecycle !== "active") ids.push("activate");
  if (asset.lifecycle !== "retired") ids.push("retire");
  return ids.map((id) => ({ id, ...CHANGES[id] }));
}
