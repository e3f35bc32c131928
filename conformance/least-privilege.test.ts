import { expect, test } from "vitest";
import { run } from "./least-privilege.suite";
import { runQuick } from "./support/run-quick";

test("granted tasks are done, injected calls are stopped, and nothing of a refused call arrives", async (context) => {
  const { passed, failures, expected } = await runQuick(run, context);
  expect(failures, JSON.stringify(failures, undefined, 1)).toEqual([]);
  expect(passed).toBeGreaterThan(250);
  expect(expected).toEqual([]);
}, 120_000);
