import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { setLabel } from "@/lib/registry/labels/set-label";
import { applyChange } from "./apply-change";
import { revertChange } from "./revert-change";
import { approve, forbid, person, program } from "./testing/people";

const mesh = testMesh(() => new Hono());
let ada: OperationContext;
let grace: OperationContext;
let operator: OperationContext;

beforeAll(async () => {
  ada = await person(mesh().mesh, "admin");
  grace = await person(mesh().mesh, "admin");
  operator = program(mesh().mesh, ada);
});

test("a label that others go by moves when somebody else has approved it, and back with a revert", async () => {
  await mesh().policy(forbid("v1"), "labelled");
  await mesh().policy(forbid("v2"), "labelled");
  const move = { kind: "policy", name: "labelled", label: "production" };
  const atOnce = await call(setLabel, { ...move, version: 1 }, { context: operator });
  expect(atOnce.change).toBeNull();
  const { change } = await call(setLabel, { ...move, version: 2 }, { context: ada });
  const pointsAt = async () =>
    (await mesh().mesh.database.sql`select version from asset_labels where label = 'production'`)[0]?.version;
  expect(await pointsAt()).toBe(1);
  await approve(grace, change ?? 0);
  await call(applyChange, { number: change ?? 0 }, { context: ada });
  expect(await pointsAt()).toBe(2);
  const revert = await call(revertChange, { number: change ?? 0, reason: "Too early" }, { context: ada });
  await approve(grace, revert.number);
  await call(applyChange, { number: revert.number }, { context: ada });
  expect(await pointsAt()).toBe(1);
});
