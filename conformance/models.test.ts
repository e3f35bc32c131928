import { expect, test } from "vitest";
import { run } from "./models.suite";
import { runQuick } from "./support/run-quick";

test("both vendors' packages reach models of both formats: every feature, every error, exact cost", async (context) => {
  const { passed, failures } = await runQuick(run, context);
  expect(failures, JSON.stringify(failures, undefined, 1)).toEqual([]);
  expect(passed).toBeGreaterThan(130);
}, 120_000);
