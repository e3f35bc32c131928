import { type ErrorCode, MeshError } from "@/lib/core/errors";
import { decimalOf, picoOf } from "@/lib/cost/decimal";
import type { Claim } from "./claims";

/** The operation that tells a caller what it has left. */
export const BUDGET_LEFT = { method: "GET", path: "/api/v1/budgets/left", tool: "budget_left" } as const;
/** When to look again for what has no window: as soon as another call ends. */
const CONCURRENCY_RETRY_MS = 1000;

/** Why a budget or a limit refuses a call, who can change that, and when there is something again. */
export function refusalOf(
  claim: Claim,
  { used, reserved }: { used: string; reserved: string },
  nowMs: number,
): MeshError {
  const { ceiling, toMs } = claim;
  const left = leftOf(claim.cap ?? "0", used, reserved);
  const until = toMs === undefined ? undefined : new Date(toMs).toISOString();
  const again =
    until === undefined
      ? "Wait for another call to end."
      : `${claim.measure === "cost" ? "The period ends" : "It begins anew"} at ${until}.`;
  const less =
    picoOf(left) > 0n && isEstimated(claim) ? " A call that asks for a shorter answer may still fit." : "";
  return new MeshError(codeOf(claim), reasonOf(claim, left), {
    retryAfterMs: toMs === undefined ? CONCURRENCY_RETRY_MS : Math.max(1, toMs - nowMs),
    remedy: {
      message: `${again}${less} Ask the domain ${ceiling.domain}, which owns ${ceiling.kind}/${ceiling.name}, to raise it.`,
      operation: BUDGET_LEFT,
    },
  });
}

function reasonOf({ ceiling, per, amount, cap = "0", measure }: Claim, left: string): string {
  const name = `${ceiling.kind}/${ceiling.name}`;
  switch (measure) {
    case "cost": {
      const currency = ceiling.kind === "budget" ? ceiling.spec.currency : "";
      return `The budget ${name} of ${cap} ${currency} a ${per} has ${left} ${currency} left; this call may cost ${amount}.`;
    }
    case "calls":
      return `The limit ${name} lets ${counted(cap, "call")} through a ${per}, and they are made.`;
    case "tokens":
      return `The limit ${name} of ${counted(cap, "token")} a ${per} has ${left} left; this call may use ${amount}.`;
    case "open":
      return `The limit ${name} lets ${counted(cap, "call")} through at the same time, and they are on their way.`;
    default:
      return measure satisfies never;
  }
}

/** What can still be used; never below nothing. */
export function leftOf(cap: string, used: string, reserved: string): string {
  const left = picoOf(cap) - picoOf(used) - picoOf(reserved);
  return decimalOf(left < 0n ? 0n : left);
}

function codeOf({ measure, meter }: Claim): ErrorCode {
  if (measure === "cost") return "budget_exhausted";
  return meter.startsWith("quota") ? "quota_exceeded" : "rate_limited";
}

function isEstimated({ measure }: Claim): boolean {
  return measure === "cost" || measure === "tokens";
}

function counted(count: string, word: string): string {
  return `${count} ${word}${count === "1" ? "" : "s"}`;
}
