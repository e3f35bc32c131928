/** What the calls of the last hour say of one asset. Times in ISO 8601. Calls that were denied, held or withdrawn never reached it and do not count. */
export interface RecentCalls {
  key: string;
  reached: number;
  failed: number;
  firstAt: string;
  /** First failure after the last success; null when the last call was answered. */
  failingSince: string | null;
  firstFailedAt: string | null;
  lastFailedAt: string | null;
}

export interface CallHealth {
  health: "healthy" | "degraded" | "failing";
  /** When that began, as far back as the last hour shows. */
  since: string;
}

/** Below this many calls in a row nothing is concluded from a share of failures. */
const FEW = 3;
const FAILING_SHARE = 0.5;
const DEGRADED_SHARE = 0.05;

/**
 * How an asset does by its calls of the last hour: failing when at least three reached it and half of them failed, or when the mesh leaves it alone because its breaker is open; degraded
 * when one in twenty failed; else healthy.
 */
export function healthOfCalls(calls: RecentCalls, breakerOpen: boolean): CallHealth {
  const share = calls.failed / calls.reached;
  const failing = breakerOpen || (calls.reached >= FEW && share >= FAILING_SHARE);
  if (failing) {
    return { health: "failing", since: calls.failingSince ?? calls.firstFailedAt ?? calls.firstAt };
  }
  if (share >= DEGRADED_SHARE) {
    return { health: "degraded", since: calls.firstFailedAt ?? calls.firstAt };
  }
  return { health: "healthy", since: calls.lastFailedAt ?? calls.firstAt };
}
