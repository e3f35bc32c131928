import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, describe, expect, test } from "vitest";
import { applyChange } from "@/lib/changes/apply-change";
import { getChange } from "@/lib/changes/get-change";
import { approve, forbid, person, policyOf, program, propose } from "@/lib/changes/testing/people";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { liveSources } from "@/lib/policy/live-sources";
import { createPolicySet } from "@/lib/policy/policy-set";
import { changeAssetState } from "./change-asset-state";
import { applyAssets } from "./files/apply-assets";
import { savePolicy } from "./save-policy";

const mesh = testMesh(() => new Hono());
let ada: OperationContext;
let grace: OperationContext;
let setUp: OperationContext;

beforeAll(async () => {
  ada = await person(mesh().mesh, "admin");
  grace = await person(mesh().mesh, "admin");
  setUp = program(mesh().mesh, ada);
});

const save = (name: string, id: string) =>
  call(savePolicy, { name, domain: "test", text: forbid(id), guardrail: false }, { context: setUp });

/** Of all at once one got through, the others were refused for their id, and what is in force still compiles. */
async function oneOf(all: readonly PromiseSettledResult<unknown>[]) {
  const refused = all.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refused).toHaveLength(all.length - 1);
  for (const reason of refused)
    expect(reason).toMatchObject({ message: expect.stringMatching(/id is also used in/) });
  await mesh().mesh.registry.refresh();
  expect(() => createPolicySet(liveSources(mesh().mesh.registry.current()))).not.toThrow();
}

describe("an id belongs to one policy, whoever comes at the same moment", () => {
  test("with two that are saved", async () => {
    for (let round = 0; round < 6; round++) {
      const names = ["a", "b", "c", "d"].map((letter) => `${letter}-${round}`);
      await oneOf(await Promise.allSettled(names.map((name) => save(name, `shared-${round}`))));
    }
  });

  test("with two changes that take effect", async () => {
    for (let round = 0; round < 4; round++) {
      const numbers: number[] = [];
      for (const letter of ["x", "y"]) {
        const { number } = await propose(ada, policyOf(`${letter}-${round}`, forbid(`applied-${round}`)));
        await approve(grace, number);
        numbers.push(number);
      }
      await oneOf(
        await Promise.allSettled(numbers.map((number) => call(applyChange, { number }, { context: ada }))),
      );
    }
  });

  test("with one that comes back and one that is new", async () => {
    for (let round = 0; round < 4; round++) {
      const state = (lifecycle: "retired" | "active") =>
        call(
          changeAssetState,
          { kind: "policy", name: `former-${round}`, reason: "Order", lifecycle },
          { context: setUp },
        );
      await save(`former-${round}`, `back-${round}`);
      await state("retired");
      await mesh().mesh.registry.refresh();
      await oneOf(await Promise.allSettled([state("active"), save(`later-${round}`, `back-${round}`)]));
    }
  });
});

test("two policies of one change cannot share an id either, nor those of one set of files", async () => {
  const { number } = await propose(ada, policyOf("left", forbid("both")), policyOf("right", forbid("both")));
  expect(await approve(grace, number)).toMatchObject({ state: "review" });
  const { checks } = await call(getChange, { number }, { context: ada });
  expect(checks.find(({ name }) => name === "Policies are valid")).toMatchObject({
    outcome: "failed",
    findings: ["both: both left and right use this id"],
  });
  const file = (name: string) => ({
    kind: "policy" as const,
    name,
    domain: "test",
    spec: { text: forbid("filed"), guardrail: false },
  });
  const { assets } = await call(applyAssets, { assets: [file("one"), file("two")] }, { context: setUp });
  expect(assets.map(({ outcome }) => outcome)).toEqual(["created", "refused"]);
  expect(assets[1]?.issues[0]?.message).toContain("the id is also used in one");
});

test("a policy keeps its own id when it is written again, and an id is free when its policy has let it go", async () => {
  await save("keeper", "kept");
  await save("keeper", "kept");
  await save("keeper", "another");
  await mesh().mesh.registry.refresh();
  await save("heir", "kept");
});
