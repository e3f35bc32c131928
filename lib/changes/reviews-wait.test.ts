import { call } from "@orpc/server";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { getAttention } from "@/lib/records/get-attention";
import { breakGlass } from "./break-glass";
import { forbid, person, policyOf, propose } from "./testing/people";

const mesh = testMesh(() => new Hono());

test("what waits for a review, and what is owed one, needs reviewers first and nobody else", async () => {
  const ada = await person(mesh().mesh, "admin");
  const grace = await person(mesh().mesh, "admin");
  const viewer = await person(mesh().mesh, "viewer");
  await propose(ada, policyOf("patient", forbid("p1")));
  const { number } = await propose(ada, policyOf("hurried", forbid("h1")));
  await call(breakGlass, { number, reason: "Incident" }, { context: ada });
  const kinds = async (context: OperationContext) =>
    (await call(getAttention, undefined, { context })).items.filter(({ kind }) => kind.startsWith("review"));
  expect(await kinds(grace)).toMatchObject([
    { kind: "review_owed", change: number, title: "A change" },
    { kind: "review", changes: 1 },
  ]);
  expect(await kinds(viewer)).toEqual([]);
  expect(await kinds(ada)).toEqual([]);
});
