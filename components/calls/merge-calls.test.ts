import { describe, expect, it } from "vitest";
import type { CallSummary } from "@/lib/records/call.schema";
import { keepNewest, mergeCalls } from "./merge-calls";

const call = (id: string, status: CallSummary["status"] = "completed") =>
  ({ id, status, endedAt: status === "admitted" ? null : "2026-01-01T00:00:00.000Z" }) as CallSummary;
const arrivals = (...calls: CallSummary[]) => new Map(calls.map((item) => [item.id, item]));
const ids = (calls: readonly CallSummary[]) => calls.map((item) => item.id).join("");

describe("mergeCalls", () => {
  it("holds new calls back until they are revealed, and counts them", () => {
    const news = arrivals(call("d"), call("e"));
    expect(mergeCalls([call("c"), call("b")], news, "")).toMatchObject({ waiting: 2 });
    const revealed = mergeCalls([call("c"), call("b")], news, "e");
    expect([ids(revealed.shown), revealed.waiting]).toEqual(["edcb", 0]);
  });

  it("shows no call twice when an event repeats what a page has", () => {
    expect(ids(mergeCalls([call("c"), call("b")], arrivals(call("c"), call("b")), "z").shown)).toBe("cb");
  });

  it("brings a change to where the call stands", () => {
    const { shown, waiting } = mergeCalls([call("b", "admitted")], arrivals(call("b", "denied")), "");
    expect([shown[0]?.status, waiting]).toEqual(["denied", 0]);
  });

  it("does not let an old event undo what a page knows", () => {
    const { shown } = mergeCalls([call("b", "completed")], arrivals(call("b", "admitted")), "");
    expect(shown[0]?.status).toBe("completed");
  });
});

describe("keepNewest", () => {
  it("keeps a bounded number, the newest, and says that there were more", () => {
    const kept = keepNewest(arrivals(call("a"), call("b")), [call("c")], 2);
    expect([[...kept.arrivals.keys()].join(""), kept.full]).toEqual(["bc", true]);
    expect(keepNewest(arrivals(call("a")), [call("b")], 2).full).toBe(false);
  });

  it("never takes back that a call has ended", () => {
    const { arrivals: kept } = keepNewest(arrivals(call("a")), [call("a", "admitted")]);
    expect(kept.get("a")?.status).toBe("completed");
  });
});
