import fc from "fast-check";
import { expect, test } from "vitest";
import type { RegistrySnapshot } from "@/lib/registry/asset";
import { type CallParties, type Ceiling, ceilingsOf, holdsFor, listCeilings } from "./in-force";

const name = fc.constantFrom("a", "b", "c");
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const scope = fc.record({
  domain: maybe(name),
  caller: maybe(name.map((id) => `agent:${id}`)),
  asset: maybe(fc.tuple(name, fc.constantFrom("", "@3", "@live")).map(([id, at]) => `model/${id}${at}`)),
});
const ceiling = fc
  .record({
    kind: fc.constantFrom("budget", "limit"),
    scope,
    lifecycle: fc.constantFrom("draft", "active", "active", "deprecated", "retired"),
    suspendedReason: maybe(fc.constant("why")),
  })
  .map(({ kind, scope: of, ...state }) => ({ kind, ...state, spec: { scope: of } }));
const party: fc.Arbitrary<CallParties> = fc.record({
  chain: fc.array(
    name.map((id) => `agent:${id}`),
    { minLength: 1, maxLength: 5 },
  ),
  kind: fc.constantFrom("model", "agent"),
  name,
  domain: name,
});

function registryOf(ceilings: readonly Ceiling[]): RegistrySnapshot {
  const list = (kind: string) => ceilings.filter((one) => one.kind === kind);
  return { revision: 1, find: () => undefined, list } as unknown as RegistrySnapshot;
}

test("the ones found by what a call names are exactly those whose scope takes it in, each once", () => {
  fc.assert(
    fc.property(fc.array(ceiling, { maxLength: 30 }), party, (made, call) => {
      const ceilings = made.map((one, n) => ({ ...one, name: `n${n}` }) as unknown as Ceiling);
      const registry = registryOf(ceilings);
      const expected = listCeilings(registry).filter((one) => holdsFor(one.spec.scope, call));
      expect(ceilingsOf(registry, call)).toEqual(expected);
      for (const { lifecycle, suspendedReason } of expected) {
        expect(["active", "deprecated"]).toContain(lifecycle);
        expect(suspendedReason).toBeUndefined();
      }
    }),
  );
});

test("a scope without members holds for every call, and each member only narrows it", () => {
  fc.assert(
    fc.property(scope, party, (of, call) => {
      expect(holdsFor({}, call)).toBe(true);
      if (!holdsFor(of, call)) return;
      const { domain: _, ...wider } = of;
      expect(holdsFor(wider, call)).toBe(true);
    }),
  );
});

test("a caller's own budget holds also for what others do on its behalf", () => {
  const call = { chain: ["user:ada", "agent:planner"], kind: "model", name: "gpt", domain: "it" };
  expect(holdsFor({ caller: "user:ada" }, call)).toBe(true);
  expect(holdsFor({ caller: "agent:other" }, call)).toBe(false);
  expect(holdsFor({ asset: "model/gpt@3" }, call)).toBe(true);
  expect(holdsFor({ asset: "agent/gpt" }, call)).toBe(false);
});
