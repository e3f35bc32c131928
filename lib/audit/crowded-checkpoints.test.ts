import { expect, it } from "vitest";
import { deleteCrowdedCheckpoints } from "@/db/queries/audit-checkpoints";
import { testDatabase } from "@/db/testing/test-database";

const database = testDatabase();

it("of old checkpoints the last of each minute is kept, of new ones all", async () => {
  const { sql } = database();
  // One every ten seconds over twenty minutes, the last one now; each size is its age in tens of seconds, counted down.
  await sql`
    insert into audit_checkpoints (tree_size, root_hash, note, last_tx, last_entry_id, at)
    select n, ''::bytea, '', 1, gen_random_uuid(), date_trunc('minute', now()) - interval '20 minutes' + n * interval '10 seconds'
    from generate_series(1, 120) n`;
  const done = await deleteCrowdedCheckpoints(sql, { above: 0 });
  const kept = await sql<{ size: number; second: number; old: boolean }[]>`
    select tree_size::int as size, extract(second from at)::int as second, at < now() - interval '10 minutes' as old
    from audit_checkpoints order by tree_size`;
  const old = kept.filter((row) => row.old);
  expect(old.slice(0, -1).every((row) => row.second === 50)).toBe(true);
  expect(old.length).toBeGreaterThanOrEqual(10);
  expect(old.length).toBeLessThanOrEqual(12);
  const fresh = kept.filter((row) => !row.old).map((row) => row.size);
  expect(fresh).toEqual(Array.from({ length: fresh.length }, (_, nth) => 120 - fresh.length + 1 + nth));
  // The next turn begins where this one ended.
  expect(await deleteCrowdedCheckpoints(sql, { above: done })).toBe(done);
});
