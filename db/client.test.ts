import { expect, test } from "vitest";
import { testDatabase } from "./testing/test-database";

const database = testDatabase();

test("a connection that dies inside a transaction fails that transaction only", async () => {
  const { sql } = database();
  const deaths = Array.from({ length: 8 }, () =>
    sql.begin(async (tx) => {
      const [me] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await tx`select pg_sleep(0)`;
      await sql`select pg_terminate_backend(${me?.pid ?? 0})`;
      await tx`select 1`;
    }),
  );
  const results = await Promise.allSettled(deaths);
  expect(results.every((result) => result.status === "rejected")).toBe(true);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => sql.begin((tx) => tx`select ${n}::int as n`)),
  );
  expect(answers.map((rows) => rows[0]?.n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
});
