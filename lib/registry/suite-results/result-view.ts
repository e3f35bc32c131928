import type { SuiteResultRow } from "@/db/queries/suite-results";
import type { SuiteResult } from "./suite-results.schema";

/** A row as it is answered. */
export function resultView(row: SuiteResultRow): SuiteResult {
  const { recordedBy: ref } = row;
  return {
    id: row.id,
    suite: { name: row.suite, version: row.suiteVersion, digest: row.suiteDigest, live: row.suiteLive },
    subject: {
      kind: row.kind,
      name: row.name,
      version: row.version,
      digest: row.digest,
      live: row.live,
    },
    verdict: row.isPass ? "passed" : "failed",
    passed: row.passed,
    failed: row.failed,
    errors: row.errors,
    passAt: row.passAt,
    score: row.score,
    ranAt: row.ranAt.toISOString(),
    runner: row.runner,
    link: row.link,
    traces: row.traces,
    provingCalls: row.provingCalls,
    recordedBy: { ref, name: row.recordedByName ?? ref.slice(ref.indexOf(":") + 1) },
    recordedAt: row.recordedAt.toISOString(),
  };
}
