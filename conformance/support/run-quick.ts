import type { TestContext } from "vitest";
import { CannotRun, type Suite, type SuiteResult } from "../suite";

/** The quick slice of a suite inside a test. What cannot run here is skipped with its reason, except in CI, where it fails. */
export async function runQuick(run: Suite, test: TestContext): Promise<SuiteResult> {
  try {
    return await run({ quick: true });
  } catch (err) {
    if (err instanceof CannotRun && process.env.CI !== "true") return test.skip(err.message);
    throw err;
  }
}
