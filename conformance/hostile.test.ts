import { expect, test } from "vitest";
import { run } from "./hostile.suite";
import { runQuick } from "./support/run-quick";

test("what strangers send is refused at the door, harms nobody and never reaches a callee", async (context) => {
  const { failures, expected, passed } = await runQuick(run, context);
  expect(failures, JSON.stringify(failures, undefined, 1)).toEqual([]);
  expect(expected).toEqual([]);
  expect(passed).toBeGreaterThan(3000);
}, 180_000);
