import type { ChangeState } from "./change-names.schema";

/** What can happen to a change. */
export const CHANGE_EVENTS = [
  "submit",
  "edit",
  "settle",
  "schedule",
  "unschedule",
  "canary",
  "end_canary",
  "apply",
  "break_glass",
  "withdraw",
  "revert",
] as const;
export type ChangeEvent = (typeof CHANGE_EVENTS)[number];

/**
 * Where a change stands after an event; undefined when it may not happen there. `approved` says whether the content has everything that it needs: see `approvalOf`. An edit takes an approval away, and so does
 * whatever else makes it untrue: nothing is scheduled or applied on the strength of what was true once. What some calls get already is neither edited nor withdrawn before it is taken back.
 */
export function stateAfter(
  state: ChangeState,
  event: ChangeEvent,
  approved: boolean,
): ChangeState | undefined {
  const open = state === "review" || state === "approved" || state === "scheduled";
  switch (event) {
    case "submit":
      return state === "draft" ? settled(approved) : undefined;
    case "edit":
      return state === "draft" ? "draft" : open ? "review" : undefined;
    case "settle":
      if (!open) return state;
      return state === "scheduled" && approved ? "scheduled" : settled(approved);
    case "schedule":
      return (state === "approved" || state === "scheduled") && approved ? "scheduled" : undefined;
    case "unschedule":
      return state === "scheduled" ? settled(approved) : undefined;
    case "apply":
      return (state === "approved" || state === "scheduled" || state === "canary") && approved
        ? "applied"
        : undefined;
    case "canary":
      return (state === "approved" || state === "scheduled") && approved ? "canary" : undefined;
    case "end_canary":
      return state === "canary" ? settled(approved) : undefined;
    case "break_glass":
      return open ? "applied" : undefined;
    case "withdraw":
      return state === "draft" || open ? "withdrawn" : undefined;
    case "revert":
      return state === "applied" ? "reverted" : undefined;
    default:
      return event satisfies never;
  }
}

function settled(approved: boolean): ChangeState {
  return approved ? "approved" : "review";
}
