import { errorHeaders } from "@/lib/core/error-http";
import type { ErrorCode, MeshError } from "@/lib/core/errors";

/** Both SDKs repeat 409, 429 and 5xx by themselves. Repeating one of these can only fail again, or do twice what may have been done. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  "conflict",
  "outcome_unknown",
  "budget_exhausted",
  "quota_exceeded",
  "hop_limit",
  "loop_detected",
  "upstream_invalid",
]);

/** Headers of an error of a model door: what every door says, and `x-should-retry`, which both vendors' SDKs obey. */
export function modelErrorHeaders(err: MeshError): Record<string, string> {
  const headers = errorHeaders(err);
  if (FINAL.has(err.code)) headers["x-should-retry"] = "false";
  return headers;
}
