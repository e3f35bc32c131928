import postgres from "postgres";
import { expect, test } from "vitest";
import { testDatabase } from "./testing/test-database";

const database = testDatabase();

test("a connection that dies inside a transaction fails that transaction only", async () => {
  const { sql, url } = database();
  const executioner = postgres(url, { max: 1 });
  const deaths = Array.from({ length: 8 }, () =>
    sql.begin(async (tx) => {
      const [me] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await tx`select pg_sleep(0)`;
      await executioner`select pg_terminate_backend(${me?.pid ?? 0})`;
      await tx`select 1`;
    }),
  );
  const results = await Promise.allSettled(deaths);
  await executioner.end();
  expect(results.every((result) => result.status === "rejected")).toBe(true);
  const all = () =>
    Promise.allSettled(Array.from({ length: 20 }, (_, n) => sql.begin((tx) => tx`select ${n}::int as n`)));
  // A connection may learn of its end only when it is used next.
  await expect.poll(async () => (await all()).every((one) => one.status === "fulfilled")).toBe(true);
});
