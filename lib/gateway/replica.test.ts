import { expect, test, vi } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { createLimiter } from "@/lib/traffic/limiter";
import { closeLostCalls } from "./close-lost-calls";
import { InFlight } from "./in-flight";
import { startReplica } from "./replica";

const database = testDatabase();

async function stoppedAt(id: string): Promise<unknown> {
  const [row] = await database().sql`select stopped_at from replicas where id = ${id}`;
  return row?.stopped_at;
}

test("a replica that was taken for dead while it was paused is looked after again, until it says goodbye", async () => {
  const id = newId();
  const replica = await startReplica({
    id,
    role: "gateway",
    database: database(),
    inFlight: new InFlight(),
    limiter: createLimiter(1000),
  });
  await closeLostCalls(database().db, { staleAfterMs: 15_000, gone: [id] });
  expect(await stoppedAt(id)).not.toBeNull();
  await vi.waitFor(async () => expect(await stoppedAt(id)).toBeNull(), { timeout: 10_000, interval: 100 });
  await replica.stop();
  expect(await stoppedAt(id)).not.toBeNull();
});
