import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, describe, expect, test } from "vitest";
import { getInbox } from "@/lib/audit/inbox/get-inbox";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { commentChange } from "./comment-change";
import { discardDraft, draftComment } from "./draft-comment";
import { getChange } from "./get-change";
import { reviewChange } from "./review-change";
import { approve, as, forbid, person, policyOf, propose } from "./testing/people";
import { watchChange } from "./watch-change";

const mesh = testMesh(() => new Hono());
let ada: OperationContext;
let grace: OperationContext;
let other: OperationContext;

beforeAll(async () => {
  const one = mesh().mesh;
  ada = await person(one, "admin");
  grace = await person(one, "admin");
  other = await person(one, "reviewer");
});

const look = (number: number, context: OperationContext) => call(getChange, { number }, { context });
const draft = (number: number, body: string, context = grace) =>
  call(draftComment, { number, body, position: 0, line: 1 }, { context });
const review = async (
  number: number,
  verdict: "approve" | "request_changes" | "comment",
  context = grace,
) => {
  const { contentHash } = await look(number, context);
  const note = verdict === "request_changes" ? "Not like this." : "";
  return call(reviewChange, { number, contentHash, verdict, note }, { context });
};
const stepsOf = (number: number) =>
  mesh().mesh.database.sql<{ type: string; comments: number | null }[]>`
    select replace(type, 'io.signalbox.change.', '') as type, (payload -> 'comments')::int as comments
    from audit_entries where object = ${`change:${number}`} order by tx, id`;

describe("what a reviewer keeps", () => {
  test("is seen by them alone until their verdict sends it, in one step with one entry that counts it", async () => {
    const { number } = await propose(ada, policyOf("batch", forbid("b1")));
    for (const body of ["First", "Second"]) await draft(number, body);
    const discarded = await draft(number, "Third");
    await call(discardDraft, { number, id: discarded.id }, { context: grace });
    expect((await look(number, ada)).comments).toEqual([]);
    expect((await look(number, grace)).comments).toMatchObject([
      { body: "First", pending: true, review: null },
      { body: "Second", pending: true, review: null },
    ]);
    expect((await stepsOf(number)).map(({ type }) => type)).toEqual(["proposed", "submitted"]);
    await review(number, "request_changes");
    const { comments, reviews } = await look(number, ada);
    expect(comments).toMatchObject([
      { body: "First", pending: false, review: reviews[0]?.id },
      { body: "Second", pending: false, review: reviews[0]?.id },
    ]);
    expect((await stepsOf(number)).slice(2)).toEqual([{ type: "changes_requested", comments: 2 }]);
  });

  test("stays kept when the verdict is refused, and is nobody else's to send or to discard", async () => {
    const { number } = await propose(ada, policyOf("kept", forbid("k1")));
    const { id } = await draft(number, "Only mine");
    await expect(
      call(reviewChange, { number, contentHash: "0".repeat(64), verdict: "approve" }, { context: grace }),
    ).rejects.toMatchObject({ code: "conflict" });
    await expect(call(discardDraft, { number, id }, { context: other })).rejects.toMatchObject({
      code: "not_found",
    });
    await approve(other, number);
    expect((await look(number, other)).comments).toEqual([]);
    expect((await look(number, grace)).comments).toMatchObject([{ pending: true }]);
  });

  test("is sent with a comment that decides nothing and takes no earlier verdict away", async () => {
    const { number } = await propose(ada, policyOf("said", forbid("s1")));
    await expect(review(number, "comment")).rejects.toMatchObject({ code: "invalid_request" });
    await approve(grace, number);
    await draft(number, "By the way");
    expect(await review(number, "comment")).toMatchObject({ state: "approved" });
    await draft(number, "My own words on it", ada);
    expect(await review(number, "comment", ada)).toMatchObject({ state: "approved" });
    expect((await look(number, grace)).mine.verdict).toBe("approve");
  });

  test("is nothing for programs", async () => {
    const { number } = await propose(ada, policyOf("no-program", forbid("np")));
    const badge = { id: "b", ancestors: [], issuedAtMs: 0, expiresAtMs: 1 };
    const program = as(mesh().mesh, { ...grace.principal, badge });
    await expect(draft(number, "x", program)).rejects.toMatchObject({ code: "permission_denied" });
  });
});

describe("who watches a change", () => {
  const noticesOf = async (context: OperationContext, number: number) =>
    (await call(getInbox, undefined, { context })).items
      .filter(({ object }) => object === `change:${number}`)
      .map(({ type }) => type.replace("io.signalbox.change.", ""));

  test("is its author and whoever takes part; they hear of what others do, and nobody of their own acts", async () => {
    const { number } = await propose(ada, policyOf("watched", forbid("w1")));
    await call(commentChange, { number, body: "Why?" }, { context: other });
    expect(await noticesOf(ada, number)).toEqual(["commented"]);
    expect(await noticesOf(other, number)).toEqual(["submitted"]);
    expect(await noticesOf(grace, number)).toEqual(["submitted"]);
    await approve(grace, number);
    expect(await noticesOf(ada, number)).toEqual(["approved", "commented"]);
    expect(await noticesOf(other, number)).toEqual(["approved", "submitted"]);
    expect(await noticesOf(grace, number)).toEqual(["commented", "submitted"]);
    expect((await look(number, ada)).watchers).toHaveLength(3);
  });

  test("is whoever says so, and whoever says no is not brought back by taking part", async () => {
    const { number } = await propose(ada, policyOf("toggled", forbid("t1")));
    const watch = (watching: boolean, context: OperationContext) =>
      call(watchChange, { number, watching }, { context });
    await watch(true, other);
    await watch(false, grace);
    await draft(number, "Look here");
    await review(number, "comment");
    await call(commentChange, { number, body: "Thank you" }, { context: ada });
    expect(await noticesOf(other, number)).toEqual(["commented", "reviewed", "submitted"]);
    expect(await noticesOf(grace, number)).toEqual(["submitted"]);
    expect((await look(number, grace)).mine.watching).toBe(false);
  });
});

test("anybody may ask for a guardrail; only an admin approves it", async () => {
  const [viewer, steward] = await Promise.all([
    person(mesh().mesh, "viewer"),
    person(mesh().mesh, "steward", ["test"]),
  ]);
  const { number, state } = await propose(viewer, policyOf("asked-for", forbid("asked"), true));
  expect(state).toBe("review");
  expect(await approve(steward, number)).toMatchObject({ state: "review" });
  expect(await approve(ada, number)).toMatchObject({ state: "approved" });
});
