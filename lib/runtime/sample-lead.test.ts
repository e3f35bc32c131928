import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { takeSampleLead } from "./sample-lead";

const database = testDatabase();

test("of the processes on one database one runs the sample mesh, and the next one may when it has ended", async () => {
  const first = await takeSampleLead(database().url);
  expect(first).toBeDefined();
  expect(await takeSampleLead(database().url)).toBeUndefined();
  await first?.release();
  const second = await takeSampleLead(database().url);
  expect(second).toBeDefined();
  await second?.release();
});
