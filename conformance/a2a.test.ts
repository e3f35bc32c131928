import { expect, it, vi } from "vitest";
import { run } from "./a2a.suite";
import { runQuick } from "./support/run-quick";

it("loses nothing of A2A that the agent behind the mesh passes, and explains everything else", async (test) => {
  // The SDK of the agent tells there of every request that it refuses and every notification that it sends.
  for (const channel of ["error", "log", "warn"] as const)
    vi.spyOn(console, channel).mockImplementation(() => {});
  const { failures, expected, figures } = await runQuick(run, test);
  expect(failures, JSON.stringify(failures, undefined, 1)).toEqual([]);
  expect(expected).toEqual([]);
  expect(figures).toMatchObject({ "lost in the mesh": 0 });
}, 120_000);
