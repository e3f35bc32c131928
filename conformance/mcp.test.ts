import { expect, test } from "vitest";
import { run } from "./mcp.suite";
import { runQuick } from "./support/run-quick";

test("what an MCP server passes of the official conformance runner, it passes through the mesh", async (context) => {
  const { failures, expected, passed } = await runQuick(run, context);
  expect(failures, JSON.stringify(failures, undefined, 1)).toEqual([]);
  expect(expected).toEqual([]);
  expect(passed).toBeGreaterThanOrEqual(284);
}, 180_000);
