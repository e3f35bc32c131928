import type { SuiteResult } from "@/lib/registry/suite-results/suite-results.schema";
import { formatCount, formatShare } from "../../format/format-count";

type Counted = Pick<SuiteResult, "passed" | "failed" | "errors">;

/** `39 of 40 cases`, with what could not be run. */
export function casesInWords({ passed, failed, errors }: Counted): string {
  const total = passed + failed + errors;
  const said = `${formatCount(passed)} of ${formatCount(total)}`;
  return errors > 0 ? `${said}, ${formatCount(errors)} not run` : said;
}

/** `97.5% of the cases, 95% wanted` */
export function shareInWords(result: Counted & Pick<SuiteResult, "passAt">): string {
  const { passed, failed, errors, passAt } = result;
  return `${formatShare(passed / (passed + failed + errors))} of the cases, ${formatShare(passAt)} wanted`;
}
