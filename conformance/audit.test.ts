import { expect, it } from "vitest";
import { run } from "./audit.suite";
import { runQuick } from "./support/run-quick";

it("finds every tampering at its first entry, and convinces a verifier that shares no code with it", async (test) => {
  const { failures, expected, figures } = await runQuick(run, test);
  expect(failures, JSON.stringify(failures, undefined, 1)).toEqual([]);
  expect(expected).toEqual([]);
  expect(figures).toMatchObject({ "tamperings found at their first entry": "6 of 6" });
}, 120_000);
