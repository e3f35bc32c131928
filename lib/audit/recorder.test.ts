import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { buildEntry } from "./audit-entry";
import { createRecorder } from "./recorder";

const database = testDatabase();

const entry = (object: string) =>
  buildEntry({ type: "io.signalbox.test", actor: "user:t", object, outcome: "ok", payload: { n: 1 } });

test("what arrives together is committed together and each caller hears of its own", async () => {
  const recorder = createRecorder(database().url);
  await Promise.all(Array.from({ length: 1000 }, (_, n) => recorder.write({ entries: [entry(`o:${n}`)] })));
  const [counted] = await database()
    .sql`select count(*)::int as n, count(distinct tx)::int as commits from audit_entries`;
  expect(counted?.n).toBe(1000);
  expect(counted?.commits).toBeLessThan(100);
  await recorder.close();
});

test("a row that the database refuses fails alone", async () => {
  const recorder = createRecorder(database().url);
  const bad = { ...entry("o:bad"), id: "not-a-uuid" };
  const results = await Promise.allSettled([
    recorder.write({ entries: [entry("o:before")] }),
    recorder.write({ entries: [bad] }),
    recorder.write({ entries: [entry("o:after")] }),
  ]);
  expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  await recorder.close();
});

test("a key counts once over all writers and says so to the second", async () => {
  const [one, two] = [createRecorder(database().url), createRecorder(database().url)];
  const write = (recorder: typeof one) =>
    recorder.write({ keys: [{ scope: "s", key: "k", request_digest: "d", call_id: newId() }] });
  const results = await Promise.all([write(one), write(two), write(one), write(two)]);
  expect(results.filter((result) => result.leftOut === undefined)).toHaveLength(1);
  await Promise.all([one.close(), two.close()]);
});

test("without a database every write is refused with record_unavailable", async () => {
  const recorder = createRecorder("postgres://nobody:x@127.0.0.1:1/none");
  await expect(recorder.write({ entries: [entry("o:x")] })).rejects.toMatchObject({
    code: "record_unavailable",
  });
  await recorder.close();
});
