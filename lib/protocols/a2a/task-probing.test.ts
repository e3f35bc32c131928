import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { a2aRoutes } from "./routes";
import { rpc } from "./testing/raw-call";
import { recordingAgent } from "./testing/recording-agent";

const mesh = testMesh(a2aRoutes);
const upstream = recordingAgent(["1.0"]);

/** Task ids of somebody else, and ids of the same look that nobody has. */
const FOREIGN = Array.from({ length: 1000 }, () => randomUUID());
const ABSENT = Array.from({ length: 1000 }, () => randomUUID());

beforeAll(async () => {
  await mesh().allowAll();
  await mesh().register("agent", "worker", await upstream().spec());
  await mesh().mesh.database.sql`
    insert into a2a_tasks (agent_name, task_id, owner_id, call_id)
    select 'worker', id, 'agent:alice', ${randomUUID()} from unnest(${FOREIGN}::text[]) as id`;
});

describe("who tries a thousand task ids of somebody else", () => {
  it("learns nothing from the time it takes, the first time and when the mesh's memory knows the task", async () => {
    // What a busy machine does to one round it does not do to all of them; a difference that is there is there every time.
    let excessMs = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS && excessMs >= 0; round++) excessMs = await excessOf(round * TIMED);
    expect(excessMs).toBeLessThan(0);
  }, 120_000);

  it("gets the answer of one that does not exist, byte for byte, and the agent hears nothing", async () => {
    const answers = new Set(await inTurns(FOREIGN.concat(ABSENT.slice(0, 10)), 20, ask));
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toContain('"code":-32001');
    expect(upstream().seen).toEqual([]);
  });
});

/**
 * By how much the times of absent, foreign and remembered foreign tasks lie further apart than they may (1 ms, or a twentieth of an answer's time where that is more), in milliseconds. Of each the fastest tenth
 * counts: what a busy machine adds, it adds to the others.
 */
async function excessOf(from: number): Promise<number> {
  const times = { absent: [] as number[], foreign: [] as number[], again: [] as number[] };
  for (let at = from; at < from + TIMED; at++) {
    times.absent.push(await timed(ABSENT[at] ?? ""));
    times.foreign.push(await timed(FOREIGN[at] ?? ""));
    times.again.push(await timed(FOREIGN[at] ?? ""));
  }
  const typical = [times.absent, times.foreign, times.again].map(undisturbed);
  const apart = Math.max(...typical) - Math.min(...typical);
  return apart - Math.max(1, undisturbed(times.absent) / 20);
}

const ROUNDS = 5;
const TIMED = 120;

async function ask(id: string): Promise<string> {
  const { status, headers, text } = await rpc(mesh(), "worker", badge(), {
    method: "GetTask",
    params: { id },
  });
  return `${status} ${headers.get("content-type")} ${text}`;
}

async function timed(id: string): Promise<number> {
  const startedMs = performance.now();
  await ask(id);
  return performance.now() - startedMs;
}

async function inTurns<T>(
  ids: readonly string[],
  atOnce: number,
  work: (id: string) => Promise<T>,
): Promise<T[]> {
  const done: T[] = [];
  for (let at = 0; at < ids.length; at += atOnce) {
    done.push(...(await Promise.all(ids.slice(at, at + atOnce).map(work))));
  }
  return done;
}

let held: string | undefined;

/** One badge for all, so that its making is in none of the times. */
function badge(): string {
  held ??= mesh().badge({ agent: "mallory" });
  return held;
}

function undisturbed(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 10)] ?? 0;
}
