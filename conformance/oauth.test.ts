import { expect, test } from "vitest";
import { run } from "./oauth.suite";
import { runQuick } from "./support/run-quick";

test("bad tokens, altered addresses and replays are refused at every door, and standard clients get everything done", async (context) => {
  const { failures, expected, figures } = await runQuick(run, context);
  expect(failures, JSON.stringify(failures, undefined, 1)).toEqual([]);
  expect(expected).toEqual([]);
  expect(figures).toMatchObject({ "failed during rotations": 0 });
  expect(figures?.["bad tokens"]).toBeGreaterThanOrEqual(40);
  expect(figures?.["redirect variants"]).toBeGreaterThanOrEqual(20);
}, 120_000);
