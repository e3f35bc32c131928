import { expect, it } from "vitest";
import { run } from "./a2a.suite";
import { runQuick } from "./support/run-quick";

it("loses nothing of A2A that the agent behind the mesh passes, and explains everything else", async (test) => {
  const { failures, figures } = await runQuick(run, test);
  expect(failures).toEqual([]);
  expect(figures).toMatchObject({ "lost in the mesh": 0 });
}, 120_000);
