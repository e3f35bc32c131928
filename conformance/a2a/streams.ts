import assert from "node:assert/strict";
import { expectError } from "./expect-error";
import {
  completedTask,
  finish,
  isTerminal,
  type Requirement,
  streamOf,
  type Target,
  unknownId,
  waitingTask,
} from "./requirement";
import { type Json, type OpenStream, open } from "./wire";

/** A2A 1.0 sections 3.1.6 and 3.5.2. */
export const STREAMS: readonly Requirement[] = [
  {
    id: "STREAM-ORDER-001",
    level: "MUST",
    async check(target) {
      const artifacts = (await streamOf(target, "stream-ordering-001"))
        .map(
          ({ artifactUpdate }) =>
            (artifactUpdate as { artifact?: { artifactId?: string } })?.artifact?.artifactId,
        )
        .filter(Boolean);
      assert.deepEqual(artifacts, ["one", "two"]);
    },
  },
  {
    id: "STREAM-ORDER-002",
    level: "MUST",
    async check(target) {
      for (const seen of await followedByTwo(target)) {
        assert.ok(seen.length >= 2 && isTerminal(seen.at(-1)), `${seen.length} events`);
      }
    },
  },
  {
    id: "STREAM-ORDER-003",
    level: "MUST",
    async check(target) {
      const [first, second] = await followedByTwo(target);
      assert.deepEqual(first, second);
    },
  },
  {
    id: "STREAM-ORDER-004",
    level: "MUST",
    async check(target) {
      const { id } = await waitingTask(target);
      const [leaving, staying] = [await subscribe(target, id), await subscribe(target, id)];
      await leaving.payloads.next();
      leaving.close();
      await finish(target, id);
      assert.ok(isTerminal((await rest(staying)).at(-1)), "the other stream did not see the end");
    },
  },
  {
    id: "STREAM-SUB-001",
    level: "MUST",
    async check(target) {
      const { id } = await waitingTask(target);
      const stream = await subscribe(target, id);
      const first = (await stream.payloads.next()).value;
      stream.close();
      assert.equal(((first as Json)?.task as Json)?.id, id);
    },
  },
  {
    id: "STREAM-SUB-002",
    level: "MUST",
    async check(target) {
      const { id } = await waitingTask(target);
      const stream = await subscribe(target, id);
      const seen = rest(stream);
      await finish(target, id);
      assert.ok(isTerminal((await seen).at(-1)), "the stream closed before the task ended");
    },
  },
  {
    id: "STREAM-SUB-003",
    level: "MUST",
    async check(target) {
      const { id } = await completedTask(target);
      const stream = await open(target, "SubscribeToTask", { id });
      stream.close();
      expectError(target, stream, "UNSUPPORTED_OPERATION");
    },
  },
  {
    id: "STREAM-SUB-004",
    level: "MUST",
    async check(target) {
      const stream = await open(target, "SubscribeToTask", { id: unknownId() });
      stream.close();
      expectError(target, stream, "TASK_NOT_FOUND");
    },
  },
];

async function subscribe(target: Target, id: string): Promise<OpenStream> {
  const stream = await open(target, "SubscribeToTask", { id });
  if (stream.error) throw new Error(`error ${stream.error.code}: ${stream.error.message}`);
  return stream;
}

async function rest(stream: OpenStream): Promise<Json[]> {
  const seen: Json[] = [];
  for await (const payload of stream.payloads) seen.push(payload);
  return seen;
}

/** What two streams of one task see of its end. Both are known to be open before it ends. */
async function followedByTwo(target: Target): Promise<Json[][]> {
  const { id } = await waitingTask(target);
  const streams = [await subscribe(target, id), await subscribe(target, id)];
  const firsts = await Promise.all(
    streams.map(async ({ payloads }) => (await payloads.next()).value as Json),
  );
  await finish(target, id);
  const rests = await Promise.all(streams.map(rest));
  return rests.map((seen, at) => [firsts[at] ?? {}, ...seen]);
}
