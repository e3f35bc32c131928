import fc from "fast-check";
import { expect, test } from "vitest";
import { accessPolicyName } from "./access-policy";

const who = fc.record({
  type: fc.constantFrom("Agent" as const, "User" as const),
  id: fc.stringMatching(/^[a-zA-Z0-9@ ._-]{1,120}$/),
});
const wish = fc.record({
  kind: fc.constantFrom("agent" as const, "model" as const),
  name: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,99}$/),
});

test("two pairs of caller and callee never share a policy, however long their names are", () => {
  fc.assert(
    fc.property(who, wish, who, wish, (one, to, other, at) => {
      const name = accessPolicyName(one, to);
      expect(name).toMatch(/^[a-z0-9][a-z0-9._-]{0,99}$/);
      expect(accessPolicyName(one, to)).toBe(name);
      const same = JSON.stringify([one, to]) === JSON.stringify([other, at]);
      expect(accessPolicyName(other, at) === name).toBe(same);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  [{ type: "Agent" as const, id: "a".repeat(99) }, "x".repeat(50), "x".repeat(51)],
  [{ type: "User" as const, id: "Ada@example.com" }, "open", "other"],
])("names that are cut or respelt stay apart", (caller, one, other) => {
  const named = (name: string) => accessPolicyName(caller, { kind: "model", name });
  expect(named(one)).not.toBe(named(other));
  const respelt = { ...caller, id: caller.id.replace("@", "-") };
  if (respelt.id !== caller.id)
    expect(accessPolicyName(respelt, { kind: "model", name: one })).not.toBe(named(one));
});

test("a caller whose name reads like a pair shares no policy with that pair", () => {
  const one = accessPolicyName({ type: "Agent", id: "x-to-model-y" }, { kind: "model", name: "z" });
  const other = accessPolicyName({ type: "Agent", id: "x" }, { kind: "model", name: "y-to-model-z" });
  expect(one).not.toBe(other);
});

test("a plain name stays as people know it", () => {
  const caller = { type: "Agent" as const, id: "planner" };
  expect(accessPolicyName(caller, { kind: "model", name: "gpt" })).toBe("access-agent-planner-to-model-gpt");
});
