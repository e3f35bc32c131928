import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArgumentConstraint, GrantedValue, ToolGrant } from "@/lib/identity/principal";
import { constraintImplies, unmetConstraint } from "./argument-constraint";
import { checkGrants, narrowGrants, pinsArguments } from "./grants";

const SEND: ToolGrant = {
  type: "mesh_tool",
  server: "mail",
  tool: "send",
  arguments: {
    to: { oneOf: ["a@x.example", "b@x.example"] },
    count: { min: 1, max: 3 },
    bcc: { absent: true },
  },
};

describe("a tool call under task grants", () => {
  const use = (args: Record<string, unknown>, tool = "send") =>
    checkGrants([SEND], { server: "mail", tool, arguments: args });

  test("is allowed when one grant fits", () => {
    expect(use({ to: "a@x.example", count: 2 })).toEqual({ allowed: true });
  });

  test("is refused with the exact reason", () => {
    expect(use({ to: "c@x.example", count: 2 })).toEqual({
      allowed: false,
      reason: 'The task grants mail/send only when to is one of ["a@x.example","b@x.example"].',
    });
    expect(use({ to: "a@x.example", count: 4 })).toMatchObject({
      reason: expect.stringContaining("count is at most 3"),
    });
    expect(use({ to: "a@x.example" })).toMatchObject({ reason: expect.stringContaining("count is given") });
    expect(use({ to: "a@x.example", count: 1, bcc: "x" })).toMatchObject({
      reason: expect.stringContaining("bcc is left out"),
    });
    expect(use({}, "delete")).toEqual({ allowed: false, reason: "The task grants no use of mail/delete." });
  });

  test("is compared without conversion", () => {
    expect(use({ to: "a@x.example", count: "2" }).allowed).toBe(false);
    expect(use({ to: ["a@x.example"], count: 2 }).allowed).toBe(false);
  });

  test("does not read inherited names as arguments", () => {
    const grant: ToolGrant = { ...SEND, arguments: { constructor: { absent: true as const } } };
    expect(checkGrants([grant], { server: "mail", tool: "send", arguments: {} })).toEqual({ allowed: true });
  });

  test("an exact grant refuses arguments that it does not name", () => {
    const exact: ToolGrant = { ...SEND, exact: true };
    const call = (args: Record<string, unknown>) =>
      checkGrants([exact], { server: "mail", tool: "send", arguments: args });
    expect(call({ to: "a@x.example", count: 1 }).allowed).toBe(true);
    expect(call({ to: "a@x.example", count: 1, cc: "c@x.example" })).toMatchObject({
      reason: 'The task grants mail/send only when "cc" is left out.',
    });
  });

  test("lists and objects are equal as JSON", () => {
    const to: ToolGrant = {
      type: "mesh_tool",
      server: "mail",
      tool: "send",
      arguments: { to: { equals: ["a", { x: 1, y: null }] } },
    };
    const call = (value: unknown) =>
      checkGrants([to], { server: "mail", tool: "send", arguments: { to: value } }).allowed;
    expect(call(["a", { y: null, x: 1 }])).toBe(true);
    for (const other of [["a"], ["a", { x: 1 }], [{ x: 1, y: null }, "a"], ["a", { x: "1", y: null }], "a"])
      expect(call(other)).toBe(false);
  });

  test("arguments are pinned when a grant that fits names a value for each", () => {
    const pinned = (args: Record<string, unknown>) =>
      pinsArguments(
        [
          SEND,
          {
            type: "mesh_tool",
            server: "mail",
            tool: "send",
            arguments: { to: { equals: "z" }, count: { equals: 9 } },
          },
        ],
        { server: "mail", tool: "send", arguments: args },
      );
    expect(pinned({ to: "z", count: 9 })).toBe(true);
    expect(pinned({ to: "a@x.example", count: 2 })).toBe(false);
    expect(pinned({ to: "z", count: 9, subject: "free" })).toBe(false);
    expect(pinsArguments(undefined, { server: "mail", tool: "send", arguments: {} })).toBe(false);
  });

  test("no grants leave it to policy; an empty list allows nothing", () => {
    const call = { server: "mail", tool: "send", arguments: {} };
    expect(checkGrants(undefined, call)).toEqual({ allowed: true });
    expect(checkGrants([], call).allowed).toBe(false);
  });
});

describe("an exchange never widens grants", () => {
  test("the parent's stand when nothing is requested, and a request narrows an unbound parent", () => {
    expect(narrowGrants([SEND], undefined)).toEqual([SEND]);
    expect(narrowGrants(undefined, [SEND])).toEqual([SEND]);
    expect(narrowGrants([SEND], [])).toEqual([]);
  });

  test("another tool, a dropped constraint or a looser one is refused", () => {
    const wider: ToolGrant[] = [
      { ...SEND, tool: "delete" },
      { ...SEND, arguments: {} },
      { ...SEND, arguments: { ...SEND.arguments, count: { min: 1, max: 4 } } },
      { ...SEND, arguments: { ...SEND.arguments, to: { prefix: "a@" } } },
    ];
    for (const grant of wider) expect(() => narrowGrants([SEND], [grant])).toThrow("wider than");
  });

  test("a tighter one is given", () => {
    const tighter: ToolGrant = {
      ...SEND,
      arguments: {
        to: { equals: "a@x.example" },
        count: { equals: 2 },
        bcc: { absent: true },
        subject: { maxLength: 9 },
      },
    };
    expect(narrowGrants([SEND], [tighter])).toEqual([tighter]);
  });

  test("whatever is given allows no call that the parent refuses", () => {
    fc.assert(
      fc.property(
        fc.array(grants(), { maxLength: 3 }),
        fc.array(grants(), { maxLength: 3 }),
        uses(),
        (parent, requested, use) => {
          const given = attempt(parent, requested);
          if (given === undefined) return true;
          return !checkGrants(given, use).allowed || checkGrants(parent, use).allowed;
        },
      ),
      { numRuns: 20_000 },
    );
  });

  test("a constraint that implies another admits nothing that the other refuses", () => {
    let implied = 0;
    fc.assert(
      fc.property(constraints(), constraints(), values(), (narrow, wide, value) => {
        if (!constraintImplies(narrow, wide)) return true;
        implied++;
        return unmetConstraint(narrow, value) !== undefined || unmetConstraint(wide, value) === undefined;
      }),
      { numRuns: 20_000 },
    );
    expect(implied).toBeGreaterThan(1_000);
  });

  test("narrowing is reflexive for constraints that something can meet", () => {
    fc.assert(
      fc.property(constraints(), (constraint) => {
        const { absent, ...rest } = constraint;
        const impossible = absent && Object.keys(rest).length > 0;
        return impossible || constraintImplies(constraint, constraint);
      }),
    );
  });
});

function attempt(parent: readonly ToolGrant[], requested: readonly ToolGrant[]) {
  try {
    return narrowGrants(parent, requested);
  } catch {
    return undefined;
  }
}

function values(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>("", "a", "ab", "abc", "b", true, false, null, undefined, 1.5, ["a"], { a: 1 }),
    fc.integer({ min: -2, max: 4 }),
  );
}

function constraints(): fc.Arbitrary<ArgumentConstraint> {
  const scalar = fc.oneof(
    fc.constantFrom<GrantedValue>("", "a", "ab", "abc", true, null, ["a"], { a: 1 }),
    fc.integer({ min: -2, max: 4 }),
  );
  const members = {
    equals: scalar,
    oneOf: fc.array(scalar, { maxLength: 3 }),
    prefix: fc.constantFrom("", "a", "ab"),
    min: fc.integer({ min: -2, max: 3 }),
    max: fc.integer({ min: -2, max: 3 }),
    maxLength: fc.integer({ min: 0, max: 3 }),
    absent: fc.constant<true>(true),
  };
  const single = fc.constantFrom(...(Object.keys(members) as (keyof typeof members)[]));
  return fc.oneof(
    { weight: 3, arbitrary: single.chain((name) => members[name].map((value) => ({ [name]: value }))) },
    { weight: 2, arbitrary: fc.record(members, { requiredKeys: [], noNullPrototype: true }) },
  );
}

function grants(): fc.Arbitrary<ToolGrant> {
  const args = fc.dictionary(fc.constantFrom("x", "y"), constraints(), { maxKeys: 2, noNullPrototype: true });
  return fc
    .record({ tool: fc.constantFrom("t1", "t2"), args, exact: fc.boolean() })
    .map(({ tool, args: given, exact }) => ({
      type: "mesh_tool",
      server: "s",
      tool,
      arguments: given,
      ...(exact ? { exact } : {}),
    }));
}

function uses() {
  return fc.record({
    server: fc.constant("s"),
    tool: fc.constantFrom("t1", "t2"),
    arguments: fc.dictionary(fc.constantFrom("x", "y"), values(), { noNullPrototype: true }),
  });
}

describe("a grant with a number of uses", () => {
  const counted = (uses: number, more: Partial<ToolGrant> = {}): ToolGrant => ({
    type: "mesh_tool",
    server: "mail",
    tool: "read",
    uses,
    ...more,
  });

  test("is handed on as it stands", () => {
    const parent = [counted(2), SEND];
    expect(narrowGrants(parent, undefined)).toBe(parent);
    expect(narrowGrants(parent, [counted(2)])).toEqual([counted(2)]);
  });

  test("is not handed on changed, not even with fewer uses or tighter arguments: the parts would be counted apart", () => {
    for (const changed of [
      counted(1),
      counted(3),
      counted(2, { arguments: { id: { equals: 1 } } }),
      counted(2, { exact: true }),
      { type: "mesh_tool" as const, server: "mail", tool: "read" },
    ])
      expect(() => narrowGrants([counted(2)], [changed])).toThrow(/wider than/);
  });

  test("may narrow one without a number", () => {
    const free: ToolGrant = { type: "mesh_tool", server: "mail", tool: "read" };
    expect(narrowGrants([free], [counted(2)])).toEqual([counted(2)]);
  });
});
