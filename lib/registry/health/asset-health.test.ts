import { expect, test } from "vitest";
import { healthOfCalls, type RecentCalls } from "./asset-health";

const FIRST = "2026-05-04T11:00:00.000Z";
const FAILED = "2026-05-04T11:20:00.000Z";
const LAST_FAILED = "2026-05-04T11:40:00.000Z";

function calls(reached: number, failed: number, failingSince: string | null = null): RecentCalls {
  const some = failed > 0;
  return {
    key: "agent/a",
    reached,
    failed,
    firstAt: FIRST,
    failingSince,
    firstFailedAt: some ? FAILED : null,
    lastFailedAt: some ? LAST_FAILED : null,
  };
}

test.each([
  [calls(10, 0), false, "healthy", FIRST],
  [calls(100, 4), false, "healthy", LAST_FAILED],
  [calls(100, 5), false, "degraded", FAILED],
  [calls(2, 2, FAILED), false, "degraded", FAILED],
  [calls(3, 2, LAST_FAILED), false, "failing", LAST_FAILED],
  [calls(4, 2), false, "failing", FAILED],
  [calls(100, 1), true, "failing", FAILED],
  [calls(1, 0), true, "failing", FIRST],
])("%o with an open breaker %s is %s since %s", (recent, open, health, since) => {
  expect(healthOfCalls(recent, open)).toEqual({ health, since });
});
