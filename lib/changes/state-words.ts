import type { ChangeLine } from "@/lib/registry/diff/change-line.schema";
import type { ChangeItem } from "./change-item.schema";

type Body = (ChangeItem & { op: "state" })["body"];

/** What a change of state alone is called. */
export function stateTitle({ kind, name, body }: ChangeItem & { op: "state" }): string {
  const asset = `${kind} ${name}`;
  if (body.suspended === true) return `Suspend ${asset}`;
  switch (body.lifecycle) {
    case "retired":
      return `Retire ${asset}`;
    case "deprecated":
      return `Deprecate ${asset}`;
    case "active":
      return `Make ${asset} active`;
    case "draft":
      return `Make ${asset} a draft`;
    default:
      return `Resume ${asset}`;
  }
}

const EFFECTS = {
  draft: "Nobody can call it before it is made active",
  active: "Calls reach it, as far as policies permit them",
  deprecated: "Calls still reach it, and whoever looks it up sees that it will go",
  retired: "Calls to it are refused and nobody finds it; its versions and records stay",
} as const satisfies Record<Body["before"]["lifecycle"], string>;

/** What a state would be and what comes of it, a line for each member that changes. */
export function stateWords({ lifecycle, suspended, why, before }: Body): ChangeLine[] {
  const lines: ChangeLine[] = [];
  if (lifecycle !== undefined && lifecycle !== before.lifecycle) {
    const text = `${capital(before.lifecycle)} becomes ${lifecycle}. ${EFFECTS[lifecycle]}`;
    lines.push({ change: "changed", path: "lifecycle", text });
  }
  if (suspended === true && !before.suspended) {
    const text = `Every call to it is refused until somebody resumes it${why ? `. It says why: ${why}` : ""}`;
    lines.push({ change: "added", path: "suspended", text });
  }
  if (suspended === false && before.suspended) {
    const was = before.why ? `. It was suspended because: ${before.why}` : "";
    const text = `Calls reach it again, as far as policies permit them${was}`;
    lines.push({ change: "removed", path: "suspended", text });
  }
  return lines;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
