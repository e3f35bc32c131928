import { expect, test } from "vitest";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { MOST_ARRIVALS, mergeEntries, NO_ARRIVALS, withAllRevealed, withArrivals } from "./merge-entries";

const entry = (id: string, index: number | null): AuditEntrySummary => ({
  id,
  at: "2026-11-23T00:00:00.000Z",
  type: "io.signalbox.call.admitted",
  actor: "agent:a",
  actorName: null,
  role: null,
  object: "agent:b",
  objectName: null,
  outcome: "ok",
  result: "done",
  callId: null,
  details: {},
  index,
  standing: index === null ? "pending" : "in_tree",
});
const ids = (shown: readonly AuditEntrySummary[]) => shown.map(({ id }) => id);

test("while somebody reads, nothing moves: what comes waits and is counted", () => {
  const listed = [entry("c", 2), entry("b", 1)];
  const arrivals = withArrivals(NO_ARRIVALS, [entry("d", 3), entry("e", 4)], false);
  expect(mergeEntries(listed, arrivals)).toEqual({ shown: listed, waiting: 2 });
  const { shown, waiting } = mergeEntries(listed, withAllRevealed(arrivals));
  expect([ids(shown), waiting]).toEqual([["e", "d", "c", "b"], 0]);
});

test("an entry that came twice, or was listed already, is shown once and with its index", () => {
  const listed = [entry("c", null), entry("a", 0)];
  const twice = [entry("c", 2), entry("d", 3), entry("d", 3)];
  const { shown, waiting } = mergeEntries(listed, withArrivals(NO_ARRIVALS, twice, true));
  expect([ids(shown), waiting]).toEqual([["d", "c", "a"], 0]);
  expect(shown[1]).toMatchObject({ index: 2, standing: "in_tree" });
});

test("an entry of a commit that took long is not lost: it appears below newer ones", () => {
  const arrivals = withArrivals(NO_ARRIVALS, [entry("b", 9)], true);
  expect(ids(mergeEntries([entry("c", 2), entry("a", 1)], arrivals).shown)).toEqual(["c", "b", "a"]);
});

test("what is kept is bounded, and it says when it was not enough", () => {
  const came = Array.from({ length: MOST_ARRIVALS + 1 }, (_, at) => entry(`e${at}`, at));
  const arrivals = withArrivals(NO_ARRIVALS, came, false);
  expect([arrivals.entries.size, arrivals.overflowed]).toEqual([MOST_ARRIVALS, true]);
});
