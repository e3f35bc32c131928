import { expect, test } from "vitest";
import type { Asset, Registry } from "@/lib/registry/asset";
import { createPolicyValidator } from "./policy-validator";
import { agentAsset, snapshotOf } from "./testing/sample-registry";

const inForce: Asset<"policy"> = {
  ...agentAsset("sales-rules"),
  kind: "policy",
  spec: { text: '@id("open") permit(principal, action, resource);', guardrail: false },
};
const snapshot = snapshotOf([inForce]);
const registry: Registry = {
  current: () => snapshot,
  refresh: async () => {},
  ageMs: () => 0,
  onChange: () => () => {},
};
const validator = createPolicyValidator(registry);

test("policies that could not be loaded beside those in force are refused before they are saved", () => {
  const source = { assetName: "other", text: inForce.spec.text, guardrail: false };
  expect(() => validator.validate(source)).toThrow("also used in");
});

test("a new version of an asset may keep its ids", () => {
  expect(validator.validate({ assetName: "sales-rules", text: inForce.spec.text, guardrail: false })).toEqual(
    [],
  );
});

test("a policy that the registry's schema contradicts is refused", () => {
  const text = "permit(principal, action, resource) when { resource.wheels };";
  expect(() => validator.validate({ assetName: "other", text, guardrail: false })).toThrow("wheels");
});
