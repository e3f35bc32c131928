import { call } from "@orpc/server";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { commentChange, resolveComment } from "./comment-change";
import { getChange } from "./get-change";
import { forbid, person, policyOf, propose } from "./testing/people";

const mesh = testMesh(() => new Hono());

test("a comment is dealt with when its author, the change's author or a reviewer says so, and nobody else can", async () => {
  const author = await person(mesh().mesh, "viewer");
  const critic = await person(mesh().mesh, "viewer");
  const bystander = await person(mesh().mesh, "viewer");
  const reviewer = await person(mesh().mesh, "reviewer");
  const { number } = await propose(author, policyOf("discussed", forbid("d1")));
  const { id } = await call(commentChange, { number, body: "Why so strict?" }, { context: critic });
  const resolve = (context: OperationContext, resolved: boolean) =>
    call(resolveComment, { number, id, resolved }, { context });
  const seenBy = async (context: OperationContext) =>
    (await call(getChange, { number }, { context })).comments[0];
  expect((await seenBy(bystander))?.mayResolve).toBe(false);
  await expect(resolve(bystander, true)).rejects.toMatchObject({
    code: "permission_denied",
    remedy: { message: expect.stringContaining("Ask its author") },
  });
  expect((await seenBy(bystander))?.resolvedBy).toBeNull();
  for (const context of [critic, author, reviewer]) {
    expect((await seenBy(context))?.mayResolve).toBe(true);
    await resolve(context, true);
    expect((await seenBy(context))?.resolvedBy).not.toBeNull();
    await expect(resolve(bystander, false)).rejects.toMatchObject({ code: "permission_denied" });
    await resolve(context, false);
  }
});
